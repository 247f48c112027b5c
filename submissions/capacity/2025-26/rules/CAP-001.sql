-- id: CAP-001
-- severity: hard
-- title: No more places are filled than registered
-- message: {value} places are filled, but only {expected} are registered: {difference} too
--   many
-- guidance: Count the children placed on the last day of the quarter, and the places on the
--   registration that day.
-- missing: registered places that are z (fostering agencies) are not compared; filled
--   places are required
-- each: row of establishments
-- from: 2023-04-01
-- to:
select 'establishments' as part, row, 'filled_places' as column,
  filled_places as value, registered_places as expected,
  filled_places - registered_places as difference
from establishments
where registered_places is not null and filled_places > registered_places
