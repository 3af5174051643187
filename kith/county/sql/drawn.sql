-- What was drawn, and the ids that it gets.
create or replace function pg_temp.reference(kind text, n bigint) returns text language sql immutable
    return translate(upper(substr(md5('kith ' || kind || n), 1, 12)), '01', 'GH');

create temp table growing (since timestamptz, until timestamptz, area text, beside text, base int) on commit drop;

create temp table called (n int, says text, agency text) on commit drop;

create temp table child (
    n int primary key,
    household int,
    given_name text,
    family_name text,
    sex text,
    date_of_birth date,
    line text,
    postcode text,
    nhs_number text,
    area int,
    is_known boolean,
    subject_id bigint default nextval('sharing_subject_id_seq'),
    record_id bigint default nextval('people_sourcerecord_id_seq')
) on commit drop;

create temp table arrival (
    n int primary key,
    child int,
    is_new boolean,
    receipt int,
    beside int,
    source bigint,
    sender int,
    received_at timestamptz,
    claimed_at timestamptz,
    identified_at timestamptz,
    decided_at timestamptz,
    outcome text,
    level text,
    says text,
    tells text,
    opens_plan boolean,
    plan_closed_at timestamptz,
    lead int,
    rag text,
    due_at timestamptz,
    rag_due_at timestamptz,
    subject_id bigint default nextval('sharing_subject_id_seq'),
    record_id bigint default nextval('people_sourcerecord_id_seq'),
    contact_id bigint default nextval('frontdoor_contact_id_seq')
) on commit drop;
