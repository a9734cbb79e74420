//! Measuring on pages of publishers that the model has not seen.

use std::borrow::Cow;
use std::error::Error;

use copydesk_core::tool::{Console, ToolArgs};
use copydesk_core::{BuildContext, Stage};

use super::{Seen, run};
use crate::gold::{self, GoldPage, is_same_house};
use crate::train::{Examples, Plain, Recipe};
use crate::{Cleaner, Config};

/// Labels every page by a model that learned from all pages but those of its publisher.
pub(super) fn unseen(
    args: &ToolArgs,
    path: &str,
    pages: &[GoldPage],
    console: &mut dyn Console,
) -> Result<Vec<Vec<Seen>>, Box<dyn Error>> {
    let recipe = Recipe::of(args)?;
    let mut examples = Examples::default();
    examples.add_pages(pages)?;
    for other in args.all("train").iter().filter(|other| *other != path) {
        examples.add_pages(&gold::pages(other)?)?;
    }
    for plain in args.all("plain") {
        examples.add_plain(plain, &copydesk_learn::gold::records::<Plain>(plain)?)?;
    }
    let houses: Vec<_> = pages.iter().map(GoldPage::house).collect();
    let groups = groups(&houses, args.number("folds", usize::MAX)?);
    let mut seen: Vec<Vec<Seen>> = pages.iter().map(|_| Vec::new()).collect();
    let examples = &examples;
    for pair in groups.chunks(2) {
        let models = std::thread::scope(|scope| {
            let learn = |group: &'_ Vec<String>| {
                let group = group.clone();
                scope.spawn(move || recipe.model(examples, |house| !group.iter().any(|out| is_same_house(house, out))))
            };
            let work: Vec<_> = pair.iter().map(learn).collect();
            work.into_iter()
                .map(|work| work.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                .collect::<Vec<_>>()
        });
        for (group, model) in pair.iter().zip(models) {
            console.progress(&format!("without {}", group.join(", ")));
            let stage = <Cleaner as Stage>::build(Config::default(), &BuildContext::new(".".as_ref()))?;
            let stage = Cleaner { model: Cow::Owned(model), cost: args.number("cost", stage.cost)?, ..stage };
            for (at, page) in pages.iter().enumerate().filter(|(at, _)| group.contains(&houses[*at])) {
                seen[at] = run(&stage, page, args.has("meta"))?;
            }
        }
    }
    Ok(seen)
}

/// Houses in so many groups at most; those that may be the same are in one.
fn groups(houses: &[String], most: usize) -> Vec<Vec<String>> {
    let mut groups: Vec<Vec<String>> = Vec::new();
    let mut next = 0;
    for house in houses {
        let of_group = |group: &Vec<String>| group.iter().any(|other| is_same_house(house, other));
        match groups.iter().position(of_group) {
            Some(group) => groups[group].push(house.clone()),
            None if groups.len() < most => groups.push(vec![house.clone()]),
            None => {
                groups[next % most].push(house.clone());
                next += 1;
            }
        }
    }
    groups.iter_mut().for_each(Vec::dedup);
    groups
}
