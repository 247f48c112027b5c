-- id: ANN-018
-- severity: soft
-- title: The accounts are for a whole year
-- message: the accounts are for {value} days, not a year of {expected}
-- guidance: Explain why, for example a first period or a change of year end. Figures of a
--   part year are shown, but not ranked with full years.
-- missing: dates are required and cannot be z, so there is nothing to be missing
-- from: 2023-04-01
-- to:
with dates as (
  select max (iif (line = 'period_start', value, null)) as first,
    max (iif (line = 'period_end', value, null)) as last
  from ownership
)
select 'ownership' as part, 'period_start' as row, 'value' as column,
  days (last) - days (first) + 1 as value,
  parameter ('full_year_days_minimum') || ' to ' || parameter ('full_year_days_maximum') as expected
from dates
where last > first
  and (days (last) - days (first) + 1 < parameter ('full_year_days_minimum')
    or days (last) - days (first) + 1 > parameter ('full_year_days_maximum'))
