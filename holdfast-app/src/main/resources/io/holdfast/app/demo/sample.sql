-- The database of a small application that collects texts and has them assessed.
-- Statements end with a semicolon at the end of a line; triggers with "end;".
create table users (
    id integer primary key autoincrement,
    email varchar(120) not null unique,
    name text not null,
    role text not null default 'writer' check (role in ('writer', 'assessor', 'admin')),
    active boolean not null default 1 check (active in (0, 1)),
    balance decimal(10, 2) not null default 0 check (balance >= 0),
    born date,
    created_at datetime not null default current_timestamp,
    last_seen integer, -- seconds since 1970
    preferences json not null default '{}',
    avatar blob
);
create table submissions (
    id integer primary key autoincrement,
    user_id integer not null references users (id) on delete cascade,
    title varchar(200) not null,
    body text,
    status text not null default 'draft' check (status in ('draft', 'submitted', 'assessed', 'withdrawn')),
    words integer not null default 0 check (words >= 0),
    submitted_at timestamp,
    metadata json,
    checksum blob
);
create table assessments (
    id integer primary key,
    submission_id integer not null references submissions (id) on delete cascade,
    assessor_id integer references users (id) on delete set null,
    score decimal(5, 2) check (score between 0 and 100),
    confidence real,
    verdict text check (verdict in ('pass', 'revise', 'fail')),
    remark text,
    assessed_on date not null,
    unique (submission_id, assessor_id)
);
create table rate_limits (
    user_id integer not null references users (id) on delete cascade,
    bucket text not null check (bucket in ('login', 'upload', 'api')),
    window_start integer not null, -- milliseconds since 1970
    hits integer not null default 0,
    primary key (user_id, bucket, window_start)
) without rowid;
create index submissions_by_user on submissions (user_id, status);
create index submissions_waiting on submissions (submitted_at desc) where status = 'submitted';
create unique index submissions_one_draft on submissions (user_id) where status = 'draft';
create index assessments_by_assessor on assessments (assessor_id);
create view assessor_load as
    select u.id, u.name, count(a.id) as assessments, avg(a.score) as mean_score
    from users u left join assessments a on a.assessor_id = u.id
    where u.role = 'assessor' group by u.id, u.name;
create trigger submissions_assessed after insert on assessments
begin
    update submissions set status = 'assessed' where id = new.submission_id and status = 'submitted';
end;
