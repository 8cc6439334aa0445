package io.holdfast.postgresql.catalogue;

import io.holdfast.engine.SchemaModel.Other;
import java.sql.SQLException;
import java.util.List;

/** Configurations of full-text search, with what they are made of. */
final class TextSearch {
    private static final String ALL = """
            SELECT 'text search configuration' AS kind, quote_ident(c.cfgname) AS name, '' AS tablename,
                   format('CREATE TEXT SEARCH CONFIGURATION %s.%I (PARSER = %s.%I)', s.name, c.cfgname,
                          p.prsnamespace::regnamespace, p.prsname) AS declaration
            FROM s JOIN pg_ts_config c ON c.cfgnamespace = s.oid JOIN pg_ts_parser p ON p.oid = c.cfgparser
            WHERE OWN(pg_ts_config, c)
            UNION ALL
            SELECT 'setting', format('%s in text search configuration %I', token.alias, c.cfgname), '',
                   format('ALTER TEXT SEARCH CONFIGURATION %s.%I ADD MAPPING FOR %I WITH %s', s.name, c.cfgname,
                          token.alias, string_agg(m.mapdict::regdictionary::text, ', ' ORDER BY m.mapseqno))
            FROM s JOIN pg_ts_config c ON c.cfgnamespace = s.oid
                 CROSS JOIN LATERAL ts_token_type(c.cfgparser) token
                 JOIN pg_ts_config_map m ON m.mapcfg = c.oid AND m.maptokentype = token.tokid
            WHERE OWN(pg_ts_config, c)
            GROUP BY s.name, c.cfgname, token.alias
            UNION ALL
            SELECT 'text search dictionary', quote_ident(d.dictname), '',
                   format('CREATE TEXT SEARCH DICTIONARY %s.%I (TEMPLATE = %s.%I%s)', s.name, d.dictname,
                          t.tmplnamespace::regnamespace, t.tmplname, ', ' || d.dictinitoption)
            FROM s JOIN pg_ts_dict d ON d.dictnamespace = s.oid JOIN pg_ts_template t ON t.oid = d.dicttemplate
            WHERE OWN(pg_ts_dict, d)
            UNION ALL
            SELECT 'text search template', quote_ident(t.tmplname), '',
                   format('CREATE TEXT SEARCH TEMPLATE %s.%I (%s)', s.name, t.tmplname, concat_ws(', ',
                          'INIT = ' || nullif(t.tmplinit::text, '-'), format('LEXIZE = %s', t.tmpllexize)))
            FROM s JOIN pg_ts_template t ON t.tmplnamespace = s.oid
            WHERE OWN(pg_ts_template, t)
            UNION ALL
            SELECT 'text search parser', quote_ident(p.prsname), '',
                   format('CREATE TEXT SEARCH PARSER %s.%I (%s)', s.name, p.prsname, concat_ws(', ',
                          format('START = %s', p.prsstart), format('GETTOKEN = %s', p.prstoken),
                          format('END = %s', p.prsend), 'HEADLINE = ' || nullif(p.prsheadline::text, '-'),
                          format('LEXTYPES = %s', p.prslextype)))
            FROM s JOIN pg_ts_parser p ON p.prsnamespace = s.oid
            WHERE OWN(pg_ts_parser, p)
            """;

    private TextSearch() {}

    static List<Other> read(Query query) throws SQLException {
        return query.others(ALL);
    }
}
