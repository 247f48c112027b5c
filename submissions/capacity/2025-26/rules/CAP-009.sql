-- id: CAP-009
-- severity: hard
-- title: Each establishment belongs to the person who returns it
-- message: the URN {value} is registered to {expected}, which is not mapped to this person
-- guidance: Leave out homes of others. If the home changed hands in the quarter, ask the
--   department to record the new owner first.
-- missing: an establishment that Ofsted lists without an organisation is not compared
-- each: row of establishments
-- from: 2023-04-01
-- to:
select 'establishments' as part, mine.row as row, 'urn' as column, mine.urn as value,
  theirs.organisation as expected
from establishments as mine
  join register_establishments as theirs using (urn)
  cross join filing
where theirs.organisation is not null and coalesce (theirs.person, '') <> filing.person
