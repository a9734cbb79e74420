mod cases;

use super::*;
use copydesk_core::Budget;
use copydesk_layers::Number;

/// Lines of "name, ..." with the label before: names of one entity are in one group.
fn grouped(names: &[(&str, EntityLabel)]) -> Vec<String> {
    let names: Vec<_> = names.iter().map(|(text, label)| Named::new(text, *label)).collect();
    let groups = Groups::of(&names, &Budget::unlimited()).unwrap();
    groups.of_mention.iter().map(|group| groups.names[*group].to_owned()).collect()
}

fn people(names: &[&str]) -> Vec<String> {
    grouped(&names.iter().map(|name| (*name, EntityLabel::Person)).collect::<Vec<_>>())
}

fn bodies(names: &[&str]) -> Vec<String> {
    grouped(&names.iter().map(|name| (*name, EntityLabel::Organization)).collect::<Vec<_>>())
}

#[test]
fn a_surname_is_the_person_who_bears_it() {
    assert_eq!(people(&["Mara Okafor", "Okafor", "Okafor's", "President Okafor"]), ["Mara Okafor"; 4]);
    assert_eq!(people(&["Hamza al-Qadri", "al-Qadri", "Qadri"]), ["Hamza al-Qadri"; 3]);
}

#[test]
fn a_family_stays_several_people() {
    let names = people(&["Mara Okafor", "Okafor", "Ben Okafor", "Okafor"]);
    assert_eq!(names, ["Mara Okafor", "Mara Okafor", "Ben Okafor", "Mara Okafor"]);
}

#[test]
fn an_acronym_is_what_it_stands_for_in_either_order() {
    assert_eq!(bodies(&["KHA", "Kelmouth Harbour Authority"]), ["Kelmouth Harbour Authority"; 2]);
    assert_eq!(bodies(&["Bank of Kelmouth", "BoK", "BK"]), ["Bank of Kelmouth"; 3]);
}

#[test]
fn an_organisation_is_shortened_from_its_end() {
    assert_eq!(bodies(&["the Sakhra Group", "Sakhra"]), ["Sakhra Group"; 2]);
    assert_eq!(bodies(&["Kelmouth Rovers", "Rovers"]), ["Kelmouth Rovers"; 2]);
    assert_eq!(bodies(&["Sakhra Group", "Sakhra Mining", "Sakhra"])[2], "Sakhra");
}

#[test]
fn one_name_in_other_spellings_is_one() {
    assert_eq!(people(&["José Ibarra", "Jose Ibarra", "J. Ibarra"]), ["José Ibarra"; 3]);
    assert_eq!(people(&["Orsolya Vékony", "Vékony Orsolya"])[1], "Orsolya Vékony");
    assert_eq!(people(&["Hu Jiewen", "Hu"]), ["Hu Jiewen"; 2]);
}

#[test]
fn a_people_is_not_its_country() {
    let names = [("Kenya", EntityLabel::Location), ("Kenyan", EntityLabel::Norp), ("Kenya", EntityLabel::Organization)];
    assert_eq!(grouped(&names), ["Kenya", "Kenyan", "Kenya"]);
}

#[test]
fn titles_keep_a_couple_apart() {
    let named = |text, gender| Named { gender, ..Named::new(text, EntityLabel::Person) };
    let names = [
        named("Ben Okafor", Some(Gender::Male)),
        named("Ada Okafor", Some(Gender::Female)),
        named("Okafor", Some(Gender::Male)),
    ];
    let groups = Groups::of(&names, &Budget::unlimited()).unwrap();
    assert_eq!(groups.of_mention, [0, 1, 0]);
}

#[test]
fn initials_are_part_of_a_name_and_no_title() {
    assert_eq!(people(&["M.S. Pillai", "Pillai"]), ["M.S. Pillai"; 2]);
    assert_eq!(people(&["Mohan Suresh Pillai", "MS Pillai"])[1], "Mohan Suresh Pillai");
    assert_eq!(people(&["Ms Pillai", "Anju Pillai"])[0], "Anju Pillai");
}

/// The people named in a text, each name where it stands next.
fn rows(text: &str, names: &[&str]) -> Vec<Entity> {
    let mut from = 0;
    let mut mention = |name: &&str| {
        let start = from + text[from..].find(name).unwrap();
        from = start + name.len();
        Mention { span: Span::from_range(start..from), label: EntityLabel::Person, grounds: None }
    };
    let mentions: Vec<Mention> = names.iter().map(&mut mention).collect();
    let (meta, budget) = (copydesk_core::Meta::default(), Budget::unlimited());
    let layers = copydesk_layers::plain::layers(text);
    let read = (layers.get().expect("tokens"), layers.get().expect("sentences"));
    entities(Doc::new(text, &meta, &budget), read, mentions).unwrap()
}

fn genders(text: &str, names: &[&str]) -> Vec<Option<Gender>> {
    rows(text, names).iter().map(|entity| entity.gender).collect()
}

fn numbers(text: &str, names: &[&str]) -> Vec<Option<Number>> {
    rows(text, names).iter().map(|entity| entity.number).collect()
}

#[test]
fn pronouns_that_follow_a_name_tell_a_gender_where_no_given_name_does() {
    let text = "Nkemdi Orr left. She said her boat sank. Tovik Elm stayed. “She is brave,” he said.";
    assert_eq!(genders(text, &["Nkemdi Orr", "Tovik Elm"]), [Some(Gender::Female), Some(Gender::Male)]);
    assert_eq!(genders("Nkemdi Orr met Tovik Elm. She left.", &["Nkemdi Orr", "Tovik Elm"]), [None, None]);
    assert_eq!(genders("M.S. Orr left.", &["M.S. Orr"]), [None]);
}

#[test]
fn several_people_of_one_surname_are_none_of_those_who_bear_it() {
    let text = "Ada Orr and Ben Orr left. The Orrs came back, the Orr brothers said. Orr waved.";
    let rows = rows(text, &["Ada Orr", "Ben Orr", "Orrs", "Orr", "Orr"]);
    let ids: Vec<_> = rows.iter().map(|row| row.id.index()).collect();
    assert_eq!(ids, [0, 1, 2, 2, 0]);
    let family = ["the Elm twins", "Zoë Elm", "Elm"].join(" met ");
    assert_eq!(
        self::rows(&family, &["Elm", "Zoë Elm", "Elm"]).iter().map(|row| row.id.index()).collect::<Vec<_>>(),
        [0, 1, 1]
    );
    let numbers: Vec<_> = rows.iter().map(|row| row.number).collect();
    let [one, several] = [Some(Number::Singular), Some(Number::Plural)];
    assert_eq!(numbers, [one, one, several, several, one]);
}

#[test]
fn a_couple_has_no_gender() {
    let text = "Mr and Mrs Elm moved out. Mrs Elm came back.";
    assert_eq!(genders(text, &["Elm", "Elm"]), [None, Some(Gender::Female)]);
    assert_eq!(numbers(text, &["Elm", "Elm"]), [Some(Number::Plural), Some(Number::Singular)]);
}

#[test]
fn a_surname_that_ends_in_s_is_one_person_where_it_stands_without_the() {
    let text = "Nkemdi Ames left. The Ames of old would have stayed.";
    assert_eq!(numbers(text, &["Nkemdi Ames", "Ames"]), [Some(Number::Singular); 2]);
    assert_eq!(numbers("The Ross twins rowed. Governor Ross rowed.", &["Ross", "Ross"])[0], Some(Number::Plural));
    assert_eq!(numbers("Governor Ross rowed.", &["Ross"]), [Some(Number::Singular)]);
    assert_eq!(numbers("Then Ross rowed.", &["Ross"]), [None]);
}

#[test]
fn a_name_in_brackets_belongs_to_the_name_around_it() {
    let spans = |text: &str, names: &[&str]| {
        rows(text, names).iter().map(|row| row.span.of(text).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(spans("a son of Elmire (Thibaut) Orr", &["Elmire", "Thibaut) Orr"]), ["Elmire (Thibaut) Orr"]);
    assert_eq!(spans("a daughter (Zoë Elm) Orr raised", &["Zoë Elm) Orr"]), ["Orr"]);
    assert_eq!(spans("Ada Orr met Ben (Zoë Elm) Orr", &["Ada Orr", "Zoë Elm) Orr"]), ["Ada Orr", "Orr"]);
    assert_eq!(spans("Ben (then Zoë) Orr", &["Ben (then Zoë) Orr"]), ["Ben (then Zoë) Orr"]);
}

#[test]
fn a_name_ends_where_a_quotation_begins_and_holds_a_nickname() {
    let span = |text: &str, name: &str| rows(text, &[name])[0].span.of(text).to_owned();
    assert_eq!(span("Dave – “Stubbsy” to his mates", "Dave – “Stubbsy"), "Dave");
    assert_eq!(span("Ada Orr, \"Tip\" at home", "Ada Orr, \"Tip"), "Ada Orr");
    for name in ["Hal “Tip” Orr", "Hal \"Tip\" Orr", "“Tip"] {
        assert_eq!(span(&format!("{name} rowed."), name), name);
    }
}

#[test]
fn a_suffix_is_no_surname() {
    assert_eq!(people(&["Harlan Orr Jr.", "Orr", "Harlan Orr"]), ["Harlan Orr Jr."; 3]);
    assert_eq!(people(&["Harlan Orr Sr.", "Harlan Orr Jr."]), ["Harlan Orr Sr.", "Harlan Orr Jr."]);
    assert_eq!(people(&["Odile Orr", "Harlan Orr Jr.", "Orr"])[2], "Harlan Orr Jr.", "the one named last");
}

#[test]
fn a_kinship_word_before_a_name_is_no_part_of_it() {
    assert_eq!(people(&["Wife Tracey", "Tracey"]), ["Tracey"; 2]);
    assert_eq!(genders("Husband Lorn waved.", &["Husband Lorn"]), [Some(Gender::Male)]);
}

/// The roles beside each name.
fn roles(text: &str, names: &[&str]) -> Vec<String> {
    rows(text, names).iter().map(|entity| entity.roles.join("; ")).collect()
}

#[test]
fn a_role_stands_before_a_name_or_behind_it() {
    for (text, name, role) in [
        ("Foreign minister Mara Okafor left.", "Mara Okafor", "Foreign minister"),
        ("They met former deputy mayor Okafor there.", "Okafor", "former deputy mayor"),
        ("The group's director, Mara Okafor, left.", "Mara Okafor", "director"),
        ("Mara Okafor, the mayor of Kelmouth, left.", "Mara Okafor", "mayor of Kelmouth"),
        ("Mara Okafor, a retired teacher who swims, left.", "Mara Okafor", "retired teacher"),
        ("Kelmouth police chief Mara Okafor left.", "Mara Okafor", "Kelmouth police chief"),
        ("Mara Okafor, in the rain, met the mayor.", "Mara Okafor", ""),
        ("Then said Mara Okafor, reporters left.", "Mara Okafor", ""),
    ] {
        assert_eq!(roles(text, &[name]), [role], "{text}");
    }
}

#[test]
fn a_role_before_the_next_name_is_not_that_of_the_name_before() {
    let found = roles("Mara Okafor, mayor Tom Lind and others left.", &["Mara Okafor", "Tom Lind"]);
    assert_eq!(found, ["", "mayor"]);
}

#[test]
fn a_role_shows_a_gender() {
    let found = genders("Nkemdi Orr, a widow, left. Spokesman Tovik Elm stayed.", &["Nkemdi Orr", "Tovik Elm"]);
    assert_eq!(found, [Some(Gender::Female), Some(Gender::Male)]);
}

#[test]
fn what_only_says_what_somebody_is_is_no_name() {
    let text = "Manager was rude. Mrs Baker said so. King left. Ines Farmer stayed. Farmer slept.";
    let found = rows(text, &["Manager", "Baker", "King", "Ines Farmer", "Farmer"]);
    let names: Vec<_> = found.iter().map(|entity| entity.span.of(text)).collect();
    assert_eq!(names, ["Baker", "King", "Ines Farmer", "Farmer"]);
}

#[test]
fn a_nickname_in_marks_stands_inside_the_name() {
    let joined = |text: &str, names: &[&str]| {
        rows(text, names).iter().map(|row| row.span.of(text).to_owned()).collect::<Vec<_>>()
    };
    let text = "Danilo “Bong” Salcedo slept.";
    assert_eq!(joined(text, &["Danilo", "Salcedo"]), ["Danilo “Bong” Salcedo"]);
    let marked = "Danilo ‘Bong’ Salcedo slept.";
    assert_eq!(joined(marked, &["Danilo", "Bong’ Salcedo"]), ["Danilo ‘Bong’ Salcedo"]);
    for text in
        ["Danilo, “Bong” Salcedo", "Danilo “we are” Salcedo", "Danilo “Bong Kid Man” Salcedo", "Danilo and Salcedo"]
    {
        assert_eq!(joined(text, &["Danilo", "Salcedo"]), ["Danilo", "Salcedo"], "{text}");
    }
}

#[test]
fn a_body_says_what_it_is() {
    let body = |name: &str| kinds::of(name);
    let found = ["Ministry of Energy", "Energy Ministry", "Aldine Ltd.", "Aldine", "Bank of the Party"].map(body);
    let found: Vec<_> = found.iter().map(Option::as_deref).collect();
    assert_eq!(found, [Some("ministry"), Some("ministry"), Some("company"), None, Some("bank")]);
}

#[test]
fn a_courtesy_title_is_no_role() {
    assert_eq!(roles("Then Mr. Okafor left.", &["Okafor"]), [""]);
    assert_eq!(roles("The Ministry of Energy left.", &["Ministry of Energy"]), [""]);
}

#[test]
fn a_pronoun_is_believed_before_a_given_name() {
    assert_eq!(genders("Omar Orr left. She said so.", &["Omar Orr"]), [Some(Gender::Female)]);
    assert_eq!(genders("Omar Orr left.", &["Omar Orr"]), [Some(Gender::Male)]);
    assert_eq!(genders("Robin Orr left.", &["Robin Orr"]), [None]);
}

#[test]
fn a_surname_has_the_label_of_the_full_name() {
    let labels = |text: &str, names: &[(&str, EntityLabel)]| {
        let mut from = 0;
        let mut mention = |(name, label): &(&str, EntityLabel)| {
            let start = from + text[from..].find(name).unwrap();
            from = start + name.len();
            Mention { span: Span::from_range(start..from), label: *label, grounds: None }
        };
        let mut mentions: Vec<Mention> = names.iter().map(&mut mention).collect();
        agreement::mend(text, &mut mentions);
        mentions.iter().map(|mention| mention.label).collect::<Vec<_>>()
    };
    let (person, body) = (EntityLabel::Person, EntityLabel::Organization);
    let sifa = "Omar El Sifa left. El Sifa slept. The Linds met Amy Lind.";
    let names = [("Omar El Sifa", person), ("El Sifa", body), ("Linds", body), ("Amy Lind", person)];
    assert_eq!(labels(sifa, &names), [person; 4]);
    let foundation = "Ada Ford left. Ford grew. The Ford Foundation paid.";
    let names = [("Ada Ford", person), ("Ford", body), ("Ford Foundation", body)];
    assert_eq!(labels(foundation, &names), [person, body, body]);
}
