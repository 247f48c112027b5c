-- id: ANN-021
-- severity: soft
-- title: Negative equity and a clean going concern statement are explained
-- message: total equity is {value}, and the accounts see no material uncertainty
-- guidance: Say what the statement rests on, for example a letter of support and for how
--   long it binds.
-- missing: total equity and the statement are required and cannot be z, so there is nothing
--   to be missing
-- from: 2023-04-01
-- to:
select 'statement' as part, 'total_equity' as row, 'total' as column, equity.value as value
from statement as equity
where equity.line = 'total_equity' and equity.column = 'total'
  and equity.value < 0
  and exists (
    select 1 from ownership where line = 'going_concern' and value = 'no_material_uncertainty')
