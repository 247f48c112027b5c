-- id: CAP-003
-- severity: hard
-- title: No more weeks are occupied than available
-- message: {value} weeks were occupied, but only {expected} were available: {difference}
--   too many
-- guidance: Count every week in which a place was open for use as available, and a child-
--   week only once.
-- missing: available weeks that are z (fostering agencies) are not compared
-- each: row of establishments
-- from: 2023-04-01
-- to:
select 'establishments' as part, row, 'occupied_child_weeks' as column,
  occupied_child_weeks as value, available_child_weeks as expected,
  occupied_child_weeks - available_child_weeks as difference
from establishments
where available_child_weeks is not null and occupied_child_weeks > available_child_weeks
