//! The plan: today's sittings, the days to the interview, and files of both.

pub(crate) mod done;
pub(crate) mod files;
pub(crate) mod goal;
pub(crate) mod list;
pub(crate) mod show;

use prep::Known;
use prep::plan::{NoPlan, Plan, Task, plan};

use crate::failure::Failure;
use crate::visit::Visit;

/// All that is known, and the plan that follows from it.
pub(crate) struct Desk {
    pub(crate) known: Known,
    pub(crate) plan: Result<Plan, NoPlan>,
}

impl Desk {
    pub(crate) async fn of(visit: &Visit) -> Result<Self, Failure> {
        let known = visit.known().await?;
        let plan = plan(&visit.pack, &known, visit.today());
        Ok(Self { known, plan })
    }
}

/// Where a sitting is done.
pub(crate) fn place(task: &Task) -> String {
    match task {
        Task::Drills => "/drills".to_owned(),
        Task::Round(round) => format!("/practise/round/{round}"),
        Task::Questions(component) => format!("/questions?component={component}"),
        Task::Story(theme) => format!("/stories/new?theme={theme}"),
        Task::Tell => "/stories/tell".to_owned(),
        Task::Brief => "/brief".to_owned(),
        Task::FollowUp(contact) => format!("/people/{contact}"),
        Task::Step { strategy, .. } => strategy_place(strategy.as_str()),
    }
}

/// Where the steps of a strategy are done; of one that only a foreign pack knows, where it is
/// described.
pub(crate) fn strategy_place(strategy: &str) -> String {
    match strategy {
        "culture-memo" => "/guide/culture".to_owned(),
        "mock-interviews" => "/practise".to_owned(),
        "narratives" => "/stories".to_owned(),
        "industry-trends" => "/research".to_owned(),
        "research" => "/research/markets".to_owned(),
        "network" => "/people".to_owned(),
        "case-thinking" => "/guide/frames".to_owned(),
        other => format!("/guide/strategies#{other}"),
    }
}
