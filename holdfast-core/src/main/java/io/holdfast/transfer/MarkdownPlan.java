package io.holdfast.transfer;

import io.holdfast.engine.Receiver.Statement;
import io.holdfast.transfer.plan.ColumnPlan;
import io.holdfast.transfer.plan.TablePlan;
import io.holdfast.transfer.plan.TransferModel;
import io.holdfast.transfer.plan.Untranslated;
import java.util.List;

/** Writes a plan, or the part of a report that tells the plan, as Markdown. */
final class MarkdownPlan {
    private MarkdownPlan() {}

    static String of(TransferModel model) {
        StringBuilder text = new StringBuilder();
        text.append("# Transfer plan\n\n");
        text.append(
                "From `%s` into schema `%s`. Nothing has been touched.\n\n".formatted(model.source(), model.schema()));
        text.append("To be copied: %d tables, %d rows, %d bytes of values. Each is read three times"
                .formatted(model.tables().size(), model.rows(), model.bytes()));
        text.append(" from the source (once for this plan) and once from the target.\n\n");
        decisions(model, text);
        body(model, text);
        statements(model.statements(), text);
        return text.toString();
    }

    /** The types with their reasons, and what is not translated. */
    static void body(TransferModel model, StringBuilder text) {
        text.append("## Types\n\n");
        model.tables().forEach(table -> table(table, text));
        untranslated(model.untranslated(), text);
    }

    private static void decisions(TransferModel model, StringBuilder text) {
        if (!model.decisions().isEmpty()) {
            text.append("## To be decided\n\n");
            text.append(
                    "The transfer does not run before each of these is chosen with `--column TABLE.COLUMN=TYPE`.\n\n");
            model.decisions().forEach(line -> text.append("- ").append(line).append('\n'));
            text.append('\n');
        }
    }

    private static void table(TablePlan table, StringBuilder text) {
        text.append("### %s (%d rows)\n\n".formatted(table.name(), table.rows()));
        text.append("| column | declared | becomes | how | why |\n|---|---|---|---|---|\n");
        for (ColumnPlan column : table.columns()) {
            String becomes = column.decision().isPresent() ? "to be decided" : column.type();
            String why = column.decision().orElseGet(() -> String.join("; ", column.reasons()));
            String how = column.copied() ? column.conversion().words() : "computed";
            text.append("| %s | %s | %s | %s | %s |\n"
                    .formatted(
                            cell(column.source().name()), cell(column.source().declared()), becomes, how, cell(why)));
        }
        text.append('\n');
    }

    private static void untranslated(List<Untranslated> things, StringBuilder text) {
        if (things.isEmpty()) {
            return;
        }
        text.append("## Not translated\n\n");
        text.append("The target will not have these. Nothing else is left out.\n\n");
        for (Untranslated thing : things) {
            text.append("- ").append(thing).append('\n');
            if (!thing.declaration().isEmpty()) {
                text.append("\n  ```sql\n")
                        .append(thing.declaration().indent(2))
                        .append("  ```\n");
            }
        }
        text.append('\n');
    }

    private static void statements(List<Statement> statements, StringBuilder text) {
        text.append("## Statements\n\n```sql\n");
        statements.forEach(statement -> text.append(statement.sql()).append(";\n"));
        text.append("```\n");
    }

    /** {@code text} inside a table: no line ends, no bars. */
    static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s+", " ");
    }
}
