package io.holdfast.app.command;

import io.holdfast.app.explain.ExplainDocument;
import io.holdfast.app.explain.ExplainText;
import io.holdfast.app.explain.Topic;
import io.holdfast.app.explain.Topics;
import io.holdfast.app.output.ExitCode;
import io.holdfast.app.output.Json;
import io.holdfast.engine.Engines;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code holdfast explain}: what an error means, and what to do. */
@Command(
        name = "explain",
        description = {
            "Tells of an error what happened, what it means for your data, and what to do.",
            "Without CODE it lists all kinds of error. No database is asked."
        },
        footer = {
            "  holdfast explain",
            "  holdfast explain outcome-unknown",
            "  holdfast explain 5",
            "  holdfast explain 40001",
            "  holdfast explain SQLITE_BUSY",
            "  holdfast explain sqlite:5 --json"
        })
final class ExplainCommand implements Callable<Integer> {
    private final Commons commons;

    @Parameters(
            arity = "0..1",
            paramLabel = "CODE",
            description =
                    "A kind of error, an exit code, an SQLSTATE of PostgreSQL (five characters), or a result code of"
                            + " SQLite (its name, or sqlite:NUMBER).")
    @Nullable
    private String code;

    ExplainCommand(Commons commons) {
        this.commons = commons;
    }

    @Override
    public Integer call() {
        PrintStream out = commons.surroundings().out();
        String wanted = code;
        if (wanted == null) {
            list(out);
        } else {
            explain(new Topics(Engines.onClassPath()).find(wanted), out);
        }
        return ExitCode.DONE.number();
    }

    private void list(PrintStream out) {
        if (commons.json) {
            Json.print(ExplainDocument.all(), out);
        } else {
            new ExplainText(out).printAll();
        }
    }

    private void explain(Topic topic, PrintStream out) {
        if (commons.json) {
            Json.print(ExplainDocument.of(topic), out);
        } else {
            new ExplainText(out).print(topic);
        }
    }
}
