-- id: ANN-015
-- severity: hard
-- title: No more weeks are occupied than available
-- message: {line}, {column}: {value} weeks were occupied, but only {expected} were
--   available: {difference} too many
-- guidance: Count every week in which a place was open for use as available, and a child-
--   week only once.
-- missing: an activity without available weeks is not compared: fostering agencies need
--   give none
-- each: column of statement
-- from: 2023-04-01
-- to:
select 'statement' as part, 'occupied_child_weeks' as row, occupied.column as column,
  occupied.value as value, available.value as expected,
  occupied.value - available.value as difference
from statement as occupied
  join statement as available
    on available.line = 'available_child_weeks' and available.column = occupied.column
where occupied.line = 'occupied_child_weeks'
  and occupied.column <> 'total'
  and occupied.value > available.value
