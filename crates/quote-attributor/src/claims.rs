//! What may be said for and against somebody being the speaker.

/// Names the claims once, for the model's file, for `by`, and for whoever asks why.
macro_rules! claims {
    ($($name:ident = $words:literal,)*) => {
        /// Something that is true of a candidate and speaks for or against it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Claim { $(#[doc = $words] $name,)* }

        impl Claim {
            /// All of them, in the order of the model's rows.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The claim in words.
            pub(crate) const fn words(self) -> &'static str {
                match self { $(Self::$name => $words,)* }
            }
        }
    };
}

claims! {
    BesideCue = "a name beside the cue",
    InsideSource = "a name inside the source",
    PlaceBesideCue = "a place beside the cue",
    PersonInside = "a person inside the source",
    PlaceInside = "a place inside the source",
    BodyOfSource = "the body whose member the source is",
    BodyTied = "the body that a member is of or at",
    SpokesOf = "the body whose spokesperson the source is",
    DocumentOf = "the one whose document the source is",
    OwnsSource = "the owner of the source",
    BehindComma = "the name behind the description",
    BeforeComma = "the name before the description",
    BehindOffice = "the name behind the office",
    HeadsApposition = "the name that the source describes",
    ClosedApposition = "the name before a description that ends before the verb",
    SpokenFor = "the one that the source speaks for",
    SourceOf = "the one that the source is of",
    SourceAt = "the one that the source is at",
    PlaceTied = "a place that the source is of or at",
    BeforeRelative = "the name before the relative clause",
    BeforeRelativeOf = "the name before the relative clause and its place",
    SpokeLast = "the last who spoke",
    SpokeLastHere = "the last who spoke in this paragraph",
    SpokeLastAbove = "the last who spoke in the paragraph before",
    SpokeSecond = "the last who spoke but one",
    SpokeThird = "the last who spoke but two",
    SpokeEarlier = "somebody who spoke before",
    SpokeMarked = "the last whose own words were quoted",
    PronounAgrees = "a gender that pronouns show",
    PronounDiffers = "another gender by pronouns",
    NameAgrees = "a gender that the name shows",
    NameDiffers = "another gender by the name",
    GenderUnknown = "no gender that shows",
    MayOwn = "whoever the source may belong to",
    ViewGiven = "the one whose view the paragraph gives",
    SubjectHere = "the subject of this sentence",
    SubjectBefore = "the subject of the sentence before",
    SubjectTwoBefore = "the subject of the sentence before that",
    SubjectOfParagraph = "the subject of the paragraph",
    Nearest = "the nearest name",
    NearestOfKind = "the nearest name of its kind",
    OnlyOne = "the only one who fits",
    OnlyNear = "the only one near who fits",
    SameSentence = "named in this sentence",
    SentenceBefore = "named in the sentence before",
    TwoBefore = "named two sentences before",
    FewBefore = "named a few sentences before",
    FarBefore = "named far before",
    NamedBehind = "named right behind the words",
    NamedLater = "named later in the sentence",
    SameParagraph = "named in this paragraph",
    ParagraphBefore = "named in the paragraph before",
    NamedInWords = "named in the words quoted",
    NamedInReport = "named in what is reported",
    BodySaysI = "a body, of words that say I",
    InMarks = "named in quoted words",
    AfterPreposition = "named behind a preposition",
    Introduced = "introduced right before",
    Described = "the last name with that description",
    DescribedInPart = "a name with part of that description",
    HoldsDescription = "the name that holds the description",
    ACompany = "a company by name",
    MostNamed = "the name that the article is about",
    NamedOften = "a name that comes often",
    NamedOnce = "a name that comes once",
    APerson = "a person",
    SeveralPeople = "several people",
    ABody = "a body",
    APlace = "a place or thing",
    Nobody = "nobody named",
    NobodyArticle = "an indefinite source",
    NobodyBare = "a source without an article",
    NobodyPlural = "several unnamed sources",
    NobodyPerson = "an unnamed person",
    NobodyBody = "an unnamed body",
    NobodySpokes = "an unnamed spokesperson",
    NobodySaying = "a document",
    NobodyOwned = "somebody of his, hers or theirs",
    NobodyRelated = "somebody of a person's",
    NobodyJoined = "several who speak as one",
    NobodySinglesOut = "a body that its description singles out",
    NobodySpoke = "the last who spoke is unnamed",
    NobodyAgrees = "the last who spoke is unnamed and of that gender",
    NobodySpokeHere = "the last who spoke in this paragraph is unnamed",
    NobodyFits = "nobody who fits",
    NobodySure = "nobody sure enough",
    NobodyFirst = "nobody has spoken yet",
}
