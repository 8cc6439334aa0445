package io.holdfast.schema.script;

import io.holdfast.engine.ScriptFeature;
import io.holdfast.schema.script.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One passage through a script, from its first character to its last. */
final class Reading {
    private static final int LONGEST_COMMAND = 40;

    private final Source source;
    private final Set<ScriptFeature> features;
    private final Lexer lexer;
    private final Lines lines;
    private final TokenDigest digest = new TokenDigest();
    private final List<ScriptStatement> statements = new ArrayList<>();

    Reading(Source source, Set<ScriptFeature> features) {
        this.source = source;
        this.features = features;
        this.lexer = new Lexer(source, features);
        this.lines = new Lines(source.text());
    }

    Script script() {
        refuseNul();
        for (Token first = lexer.next(); !first.is(Kind.END); first = lexer.next()) {
            if (!first.is(Kind.SEMICOLON)) {
                read(first);
            }
        }
        return new Script(source.name(), statements, digest.hex());
    }

    private void refuseNul() {
        for (int at = 0; at < source.length(); at++) {
            if (source.at(at) == '\0') {
                throw source.refusal(
                        at, "a NUL stands here, which no text has", "save the file as UTF-8; it may be UTF-16");
            }
        }
    }

    private void read(Token first) {
        refuseDotCommand(first);
        var draft = new Draft(source, features, first.start());
        Token token = first;
        while (!draft.endsAt(token)) {
            refuseMetaCommand(token);
            draft.add(token);
            digest.add(source.slice(token.start(), token.end()));
            token = lexer.next();
        }
        draft.requireWhole();
        digest.add(";");
        Optional<String> data = draft.readsData() ? Optional.of(data(draft, token)) : Optional.empty();
        statements.add(draft.statement(lines.of(draft.start()), data));
    }

    private String data(Draft draft, Token semicolon) {
        CopyData data = CopyData.of(source, draft.start(), semicolon.start());
        lexer.continueAt(data.end());
        digest.add(data.lines());
        return data.lines();
    }

    private void refuseDotCommand(Token first) {
        if (features.contains(ScriptFeature.DOT_COMMANDS) && source.at(first.start()) == '.') {
            throw source.refusal(
                    first.start(),
                    "%s is a command of SQLite's shell, not SQL".formatted(command(first)),
                    "remove the line: a migration is sent to the database, which knows SQL only");
        }
    }

    private void refuseMetaCommand(Token token) {
        if (token.is(Kind.BACKSLASH) && features.contains(ScriptFeature.META_COMMANDS)) {
            String command = command(token);
            boolean endOfData = command.equals("\\.");
            throw source.refusal(
                    token.start(),
                    "%s is a command of psql, not SQL".formatted(command),
                    endOfData
                            ? "data stand between COPY … FROM STDIN; with its semicolon and this line only"
                            : "remove the line: a migration is sent to the server, which knows SQL only");
        }
    }

    /** As much of the command as names it: what follows may be a password. */
    private String command(Token token) {
        int end = token.start() + 1;
        while (source.at(end) > ' ' && end - token.start() < LONGEST_COMMAND) {
            end++;
        }
        return source.slice(token.start(), end);
    }
}
