-- id: CAP-008
-- severity: soft
-- title: Authority and places agree with Ofsted's register
-- message: the return says {value}, Ofsted's register says {expected} ({about})
-- guidance: Correct the return; or say what has changed since the date of the register.
-- missing: what Ofsted does not publish (places of agencies) is not compared
-- each: row of establishments
-- from: 2023-04-01
-- to:
select 'establishments' as part, mine.row as row, 'authority' as column,
  mine.authority as value, theirs.authority as expected,
  'authority of ' || mine.urn as about
from establishments as mine join register_establishments as theirs using (urn)
where theirs.authority is not null and mine.authority <> theirs.authority
  -- a code that was replaced since the list is the same place still
  and not exists (select 1 from authority_successors as was join authority_successors as now using (successor)
                  where was.code = theirs.authority and now.code = mine.authority)
union all
select 'establishments', mine.row, 'registered_places',
  mine.registered_places, theirs.places, 'places of ' || mine.urn
from establishments as mine join register_establishments as theirs using (urn)
where theirs.places is not null and coalesce (mine.registered_places, 0) <> theirs.places
order by 2
