use super::*;
use copydesk_core::Budget;

/// Lines of "name, ..." with the label before: names of one entity are in one group.
fn grouped(names: &[(&str, EntityLabel)]) -> Vec<String> {
    let names: Vec<_> = names.iter().map(|(text, label)| Named { text, label: *label, gender: None }).collect();
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
    assert_eq!(names, ["Mara Okafor", "Mara Okafor", "Ben Okafor", "Ben Okafor"]);
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
    let named = |text, gender| Named { text, label: EntityLabel::Person, gender };
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

/// The genders of the people named in a text, each where its name stands first.
fn genders(text: &str, names: &[&str]) -> Vec<Option<Gender>> {
    let mention = |name: &&str| {
        let start = text.find(name).unwrap();
        Mention { span: Span::new(start as u32, (start + name.len()) as u32), label: EntityLabel::Person }
    };
    let mentions: Vec<Mention> = names.iter().map(mention).collect();
    let (meta, budget) = (copydesk_core::Meta::default(), Budget::unlimited());
    let doc = Doc { text, meta: &meta, budget: &budget };
    entities(doc, &mentions).unwrap().iter().map(|entity| entity.gender).collect()
}

#[test]
fn pronouns_that_follow_a_name_tell_a_gender_where_no_given_name_does() {
    let text = "Nkemdi Orr left. She said her boat sank. Tovik Elm stayed. “She is brave,” he said.";
    assert_eq!(genders(text, &["Nkemdi Orr", "Tovik Elm"]), [Some(Gender::Female), Some(Gender::Male)]);
    assert_eq!(genders("Nkemdi Orr met Tovik Elm. She left.", &["Nkemdi Orr", "Tovik Elm"]), [None, None]);
    assert_eq!(genders("M.S. Orr left.", &["M.S. Orr"]), [None]);
}
