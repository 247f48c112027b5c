-- id: ANN-016
-- severity: hard
-- title: An adjustment is not more than the charge it adjusts
-- message: {about}: the adjustments come to {value}, but the charge itself is {expected}:
--   {difference} too much
-- guidance: Enter only the part of a charge that is above market price, and at most the
--   charge.
-- missing: a charge that is blank or z counts as nothing, so that an adjustment of it is a
--   finding
-- from: 2023-04-01
-- to:
with charges (kind, line, label) as (
  values
    ('related_party_rent_above_market', 'rent_related_party', 'Rent, related parties'),
    ('management_and_monitoring_charges', 'management_charges_related_party',
     'Management and monitoring charges'),
    ('other_related_party_charges', 'other_charges_related_party',
     'Other charges by related parties')
), entered as (
  select min (row) as first_row, kind, activity, sum (amount) as amount
  from adjustments
  group by kind, activity
)
select 'adjustments' as part, entered.first_row as row, 'amount' as column,
  charges.label || ', ' || entered.activity as about,
  entered.amount as value, coalesce (charge.value, 0) as expected,
  entered.amount - coalesce (charge.value, 0) as difference
from entered
  join charges using (kind)
  left join statement as charge
    on charge.line = charges.line and charge.column = entered.activity
where entered.amount > coalesce (charge.value, 0)
