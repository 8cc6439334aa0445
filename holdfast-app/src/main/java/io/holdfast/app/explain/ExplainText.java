package io.holdfast.app.explain;

import io.holdfast.app.output.ExitCode;
import io.holdfast.app.output.Table;
import io.holdfast.error.Failure;
import io.holdfast.error.explain.Explanation;
import java.io.PrintStream;
import java.util.List;

/** Explanations for people, on a page of 100 columns. */
public final class ExplainText {
    private static final int WIDTH = 100;
    private static final String INDENT = "  ";
    private static final String AGAIN = "Does Holdfast do it again by itself?";

    private final PrintStream out;

    /** Prints to {@code out}. */
    public ExplainText(PrintStream out) {
        this.out = out;
    }

    /** Prints every kind of error in one table. */
    public void printAll() {
        table(Topic.Kind.all());
        out.println();
        out.println("holdfast explain KIND tells what it means for the data, and what to do.");
        out.flush();
    }

    /** Prints all that there is to say about {@code topic}. */
    public void print(Topic topic) {
        if (topic instanceof Topic.Kind kind) {
            print(kind);
        } else if (topic instanceof Topic.Exit exit) {
            print(exit);
        } else if (topic instanceof Topic.Code code) {
            print(code);
        }
        out.flush();
    }

    private void print(Topic.Kind kind) {
        explain(kind);
        section(AGAIN, kind.repetition());
        section("How a command ends", ending(kind.exitCode()));
    }

    /** First what an error with this code says, as it says it. */
    private void print(Topic.Code code) {
        Failure failure = code.meaning().atWork();
        out.printf("%s %s: %s%n", code.engine(), code.meaning().code(), failure.sentence());
        if (!failure.hint().isEmpty()) {
            out.printf("hint: %s%n", failure.hint());
        }
        out.println();
        explain(code.kind());
        section(AGAIN, code.repetition());
        if (code.isInDoubtAtCommit()) {
            section(
                    "If it happens at a commit",
                    "Holdfast asks the server, where it can, whether the work was stored. If nobody can tell, the error is"
                            + " outcome-unknown: see holdfast explain outcome-unknown.");
        }
        section("How a command ends", ending(code.kind().exitCode()));
    }

    private void explain(Topic.Kind kind) {
        Explanation explanation = kind.explanation();
        out.printf("%s: %s%n", kind.kind().code(), explanation.title());
        section("What happened", explanation.happened());
        section("What it means for your data", explanation.data());
        section("What to do", explanation.advice());
    }

    private void print(Topic.Exit exit) {
        ExitCode code = exit.code();
        out.printf("exit code %d: %s%n", code.number(), code.title());
        section("What it means", code.meaning());
        if (!exit.kinds().isEmpty()) {
            out.println();
            table(exit.kinds());
            out.println();
            out.println("holdfast explain KIND tells more of each.");
        }
    }

    private void table(List<Topic.Kind> kinds) {
        Table table = new Table("KIND", "WHAT IT MEANS", "EXIT CODE");
        kinds.forEach(kind -> table.row(
                kind.kind().code(),
                kind.explanation().title(),
                String.valueOf(kind.exitCode().number())));
        table.print(out);
    }

    private static String ending(ExitCode code) {
        return "With exit code %d, %s: %s".formatted(code.number(), code.title(), code.meaning());
    }

    private void section(String heading, String text) {
        out.println();
        out.println(heading);
        StringBuilder line = new StringBuilder(INDENT);
        for (String word : text.split(" ", -1)) {
            if (line.length() + word.length() >= WIDTH) {
                out.println(line.toString().stripTrailing());
                line = new StringBuilder(INDENT);
            }
            line.append(word).append(' ');
        }
        out.println(line.toString().stripTrailing());
    }
}
