//! The order of the work: examples, models of the first pass, their mean; models that miss a part, the second pass.

use std::sync::mpsc::Sender;

use copydesk_core::Budget;
use copydesk_learn::bio::Document;
use copydesk_learn::chain::{Sgd, Weights, mean};
use rayon::prelude::*;

use super::examples::{Example, fill, first_examples, second_examples};
use super::lessons::Labelled;
use super::quantize::{SCALE, pass};
use crate::labels::{begins, label_of, may_follow, tag_count};
use crate::lexicon::Lexicon;
use crate::model::{Model, Pass, Transitions, width};
use crate::tagger::{Work, first_pass, with_width};
use crate::text::Page;

/// Everything that decides what the model will be.
pub(super) struct Plan {
    pub labels: Vec<String>,
    pub lessons: Vec<Labelled>,
    pub dev: Vec<(String, Vec<Document>)>,
    pub lexicon: Lexicon,
    /// The lexicons that documents are learned with, in turn, if not with that of the model.
    pub unseen: Vec<Lexicon>,
    pub first: Sgd,
    pub blind: Sgd,
    pub second: Sgd,
    /// For each label what is added to the score of beginning a name of it, in the last pass.
    pub lean: Vec<f32>,
    pub seeds: u64,
    pub folds: usize,
}

/// A piece of work that stands alone.
#[derive(Clone, Copy)]
struct Job {
    blind: bool,
    seed: u64,
    /// The part of the documents that is left out.
    without: Option<usize>,
}

/// The examples of each document, for the first table and the blind one.
struct Examples {
    cased: Vec<Vec<Example>>,
    blind: Vec<Vec<Example>>,
}

impl Plan {
    /// Makes the model; `news` is told of the progress.
    pub(super) fn model(&self, news: Sender<String>) -> Model {
        let examples = self.examples();
        let jobs = self.jobs();
        let tell = news.clone();
        let weights: Vec<Weights> = jobs
            .par_iter()
            .map_with(news, |news, job| with_width!(width(self.labels.len()), learn_job(self, &examples, *job, news)))
            .collect();
        drop(examples);
        let passes = |blind: bool, without: Option<usize>| -> Pass {
            let fit = jobs.iter().zip(&weights).filter(|(job, _)| job.blind == blind && job.without == without);
            let weights: Vec<Weights> = fit.map(|(_, weights)| weights.clone()).collect();
            pass(&mean(&weights), self.labels.len())
        };
        let model = self.model_of(passes(false, None), passes(true, None));
        with_width!(width(self.labels.len()), tell_first(self, &model, &tell));
        if self.second.rounds == 0 {
            let first = Pass { transitions: self.leaning(&model.first), ..model.first.clone() };
            return Model { first, ..model };
        }
        let fold = |fold| Model { first: passes(false, Some(fold)), blind: passes(true, Some(fold)), ..model.clone() };
        let folds: Vec<Model> = (0..self.folds).map(fold).collect();
        let _ = tell.send("second pass".to_owned());
        let second = with_width!(width(self.labels.len()), second_weights(self, &folds, &tell));
        let second = pass(&second, self.labels.len());
        let second = Pass { transitions: self.leaning(&second), ..second };
        Model { second, has_second: true, ..model }
    }

    /// The transitions of a pass, leaning to some labels and away from others.
    fn leaning(&self, pass: &Pass) -> Transitions {
        let width = width(self.labels.len());
        Transitions::new(self.labels.len(), width, |before, tag| {
            let row = before.map_or(tag_count(self.labels.len()), usize::from);
            let lean = label_of(tag).filter(|_| begins(tag)).map_or(0.0, |label| self.lean[label]);
            pass.transitions.scores()[row * width + usize::from(tag)] + (lean * SCALE).round() as i16
        })
    }

    fn lexicon_of(&self, document: usize) -> &Lexicon {
        match self.unseen.len() {
            0 => &self.lexicon,
            turns => &self.unseen[document % turns],
        }
    }

    /// The long jobs first, the one that reports its progress first of all.
    fn jobs(&self) -> Vec<Job> {
        let seeds = (1..=self.seeds).flat_map(|seed| [false, true].map(|blind| Job { blind, seed, without: None }));
        let folds = if self.second.rounds == 0 { 0 } else { self.folds };
        let folds = (0..folds)
            .flat_map(|fold| [false, true].map(|blind| Job { blind, seed: 100 + fold as u64, without: Some(fold) }));
        seeds.chain(folds).collect()
    }

    fn examples(&self) -> Examples {
        let of = |blind: bool| {
            let pages = self.lessons.par_iter().enumerate().map_init(Page::default, |page, (number, lesson)| {
                fill(page, &lesson.document, self.lexicon_of(number), blind);
                first_examples(page, lesson, blind)
            });
            pages.collect()
        };
        Examples { cased: of(false), blind: of(true) }
    }

    fn model_of(&self, first: Pass, blind: Pass) -> Model {
        let second = pass(&Weights::new(tag_count(self.labels.len()), width(self.labels.len()), 8), self.labels.len());
        Model { labels: self.labels.clone(), lexicon: self.lexicon.clone(), first, blind, second, has_second: false }
    }

    fn report<const W: usize>(&self, round: usize, weights: &Weights, drop: f32) -> String {
        let mut kept = weights.clone();
        kept.rows.iter_mut().for_each(|weight| *weight *= 1.0 - drop);
        let first = pass(&kept, self.labels.len());
        let model = self.model_of(first.clone(), first);
        format!("round {round}{}", self.dev_scores::<W>(&model))
    }

    fn dev_scores<const W: usize>(&self, model: &Model) -> String {
        let scores = self.dev.iter().map(|(_, documents)| {
            format!("  dev F1 {:.2}", crate::eval::first_pass_score::<W>(model, documents, &self.labels).micro().f1())
        });
        scores.collect()
    }
}

fn tell_first<const W: usize>(plan: &Plan, model: &Model, news: &Sender<String>) {
    let _ = news.send(format!("first pass{}", plan.dev_scores::<W>(model)));
}

fn learn_job<const W: usize>(plan: &Plan, examples: &Examples, job: Job, news: &mut Sender<String>) -> Weights {
    let (sgd, documents) = if job.blind { (plan.blind, &examples.blind) } else { (plan.first, &examples.cased) };
    let kept = documents.iter().enumerate().filter(|(number, _)| job.without != Some(number % plan.folds));
    let kept: Vec<_> = kept.flat_map(|(_, examples)| examples).map(Example::lesson).collect();
    let reports = !job.blind && job.seed == 1;
    let tags = tag_count(plan.labels.len());
    sgd.learn_lessons::<W>(&kept, (tags, may_follow), Weights::new(tags, W, sgd.bits), job.seed, |round, weights| {
        if reports {
            let _ = news.send(plan.report::<W>(round, weights, sgd.drop));
        }
    })
}

/// The weights of the second pass, from documents that were tagged by models that had not seen them.
fn second_weights<const W: usize>(plan: &Plan, folds: &[Model], news: &Sender<String>) -> Weights {
    let documents = plan.lessons.par_iter().enumerate().map_init(Work::default, |work, (number, lesson)| {
        fill(&mut work.page, &lesson.document, plan.lexicon_of(number), false);
        first_pass::<W>(&folds[number % plan.folds], work, &Budget::unlimited()).expect("no limit");
        second_examples(&work.page, lesson, &work.tags, plan.labels.len())
    });
    let examples: Vec<Vec<Example>> = documents.collect();
    let lessons: Vec<_> = examples.iter().flatten().map(Example::lesson).collect();
    let tags = tag_count(plan.labels.len());
    let weights: Vec<Weights> = (1..=plan.seeds)
        .into_par_iter()
        .map_with(news.clone(), |news, seed| {
            let start = Weights::new(tags, W, plan.second.bits);
            plan.second.learn_lessons::<W>(&lessons, (tags, may_follow), start, seed, |round, _| {
                let _ = news.send(format!("second pass, seed {seed}, round {round}"));
            })
        })
        .collect();
    mean(&weights)
}
