-- id: ANN-002
-- severity: hard
-- title: The child-weeks of the activities add up to the total
-- message: {line}: the total is {value}, but the activities come to {expected}: a
--   difference of {difference}
-- guidance: Correct the total, or the activities: every pound and every week belongs to one
--   of them, if only to "other".
-- missing: an activity that is blank or z adds nothing; a total that is missing while
--   activities are there is a finding
-- each: line of statement
-- from: 2023-04-01
-- to:
with activities as (
  select line, sum (value) as amount
  from statement
  where line in ('available_child_weeks', 'occupied_child_weeks') and column <> 'total'
  group by line
), totals as (
  select line, value
  from statement
  where line in ('available_child_weeks', 'occupied_child_weeks') and column = 'total'
)
select 'statement' as part, line as row, 'total' as column,
  totals.value as value, coalesce (activities.amount, 0) as expected,
  coalesce (totals.value, 0) - coalesce (activities.amount, 0) as difference
from totals full join activities using (line)
where abs (coalesce (totals.value, 0) - coalesce (activities.amount, 0)) > parameter ('rounding_weeks')
