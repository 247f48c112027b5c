-- id: ANN-019
-- severity: soft
-- title: A large movement since last year is explained
-- message: {line} is {value}, and was {expected} last year: a movement of {difference}
-- guidance: Say in a sentence what changed, for example homes bought, a price increase or a
--   refinancing.
-- missing: a line that has no value this year or last is not compared; last year it may not
--   have been asked for
-- each: line of statement
-- from: 2023-04-01
-- to:
select 'statement' as part, now.line as row, 'total' as column,
  now.value as value, before.value as expected, now.value - before.value as difference
from statement as now
  join prior_statement as before on before.line = now.line and before.column = 'total'
where now.column = 'total'
  and now.line in (
    'fee_income', 'staff_costs', 'agency_staff_costs', 'rent_related_party',
    'management_charges_related_party', 'ebitda', 'interest_shareholder', 'cash',
    'borrowings_after_one_year', 'shareholder_loans', 'total_equity')
  and abs (now.value - before.value) > parameter ('movement_minimum')
  and abs (now.value - before.value) * 100 > abs (before.value) * parameter ('movement_percent')
order by now.row
