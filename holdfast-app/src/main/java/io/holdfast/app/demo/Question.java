package io.holdfast.app.demo;

import java.util.List;

/**
 * Something to ask both databases.
 *
 * @param title the question, in words
 * @param sqlite how SQLite is asked
 * @param postgresql how PostgreSQL is asked
 */
record Question(String title, String sqlite, String postgresql) {

    /** The questions of the demonstration: counts, sums, joins, JSON, dates and bytes. */
    static List<Question> five() {
        return List.of(
                same("How many rows has each table?", """
                        select 'users' as name, count(*) from users union all
                        select 'submissions', count(*) from submissions union all
                        select 'assessments', count(*) from assessments union all
                        select 'rate_limits', count(*) from rate_limits order by 1"""),
                same("How many users has each role, and how many cents do they own?", """
                        select role, count(*), cast(round(sum(balance) * 100) as bigint)
                        from users group by role order by role"""),
                same("Which submissions scored best?", """
                        select a.score, s.id, s.title, u.name
                        from assessments a
                        join submissions s on s.id = a.submission_id
                        join users u on u.id = s.user_id
                        where a.score is not null order by a.score desc, s.id limit 5"""),
                same("Which theme do users prefer (JSON), and how large are their pictures (bytes)?", """
                        select preferences ->> 'theme' as theme, count(*), sum(length(avatar))
                        from users group by preferences ->> 'theme' order by 1"""),
                new Question("How many submissions came in each of the first months?", """
                        select strftime('%Y-%m', submitted_at) as month, count(*)
                        from submissions where submitted_at is not null group by 1 order by 1 limit 5""", """
                        select to_char(submitted_at at time zone 'UTC', 'YYYY-MM') as month, count(*)
                        from submissions where submitted_at is not null group by 1 order by 1 limit 5"""));
    }

    private static Question same(String title, String sql) {
        return new Question(title, sql, sql);
    }
}
