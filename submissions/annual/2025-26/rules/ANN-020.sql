-- id: ANN-020
-- severity: soft
-- title: Funding is assured beyond the accounts
-- message: the last date of assured funding is {value}: all funding should be committed to
--   a day after {expected}
-- guidance: Say how the person will be funded, and when that will be settled. If funding is
--   assured to a later day, enter that day.
-- missing: a date that is z is a finding: it is the first thing that local authorities
--   would need to know
-- from: 2023-04-01
-- to:
with dates as (
  select max (iif (line = 'assured_funding_to', value, null)) as assured,
    max (iif (line = 'period_end', value, null)) as last
  from ownership
)
select 'ownership' as part, 'assured_funding_to' as row, 'value' as column,
  assured as value, last as expected
from dates
where assured is null or assured <= last
