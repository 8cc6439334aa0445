package io.holdfast.transfer;

import io.holdfast.engine.Receiver.Statement;
import io.holdfast.transfer.plan.ColumnPlan;
import io.holdfast.transfer.plan.TablePlan;
import io.holdfast.transfer.plan.TransferModel;
import io.holdfast.transfer.plan.Untranslated;
import io.holdfast.transfer.verify.Difference;
import io.holdfast.transfer.verify.Verification.TableResult;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes plans and reports as JSON. */
final class JsonReport {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonReport() {}

    static String of(TransferModel model) {
        return MAPPER.writeValueAsString(plan(model));
    }

    static String of(Findings report) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("status", report.status().name().toLowerCase(Locale.ROOT));
        json.put("startedAt", report.startedAt().toString());
        json.put("target", report.target());
        report.earlier()
                .ifPresent(earlier -> json.put("publishedAt", earlier.at().toString()));
        ObjectNode durations = json.putObject("seconds");
        report.durations().forEach((phase, time) -> durations.put(phase, time.toMillis() / 1000.0));
        json.set("verification", list(report.tables(), JsonReport::table));
        json.set("differences", list(report.differences(), JsonReport::difference));
        json.set("attention", MAPPER.valueToTree(report.attention()));
        json.set("plan", plan(report.model()));
        return MAPPER.writeValueAsString(json);
    }

    private static ObjectNode plan(TransferModel model) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("source", model.source());
        json.put("content", model.content());
        json.put("schema", model.schema());
        json.put("rows", model.rows());
        json.put("bytes", model.bytes());
        json.set("decisions", MAPPER.valueToTree(model.decisions()));
        json.set("tables", list(model.tables(), JsonReport::table));
        json.set("untranslated", list(model.untranslated(), JsonReport::untranslated));
        json.set("statements", list(model.statements(), JsonReport::statement));
        return json;
    }

    private static ObjectNode table(TablePlan table) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("name", table.name());
        json.put("rows", table.rows());
        json.put("bytes", table.bytes());
        json.set("columns", list(table.columns(), JsonReport::column));
        return json;
    }

    private static ObjectNode column(ColumnPlan column) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("name", column.source().name());
        json.put("declared", column.source().declared());
        json.put("type", column.type());
        json.put("conversion", column.conversion().words());
        json.put("copied", column.copied());
        json.set("reasons", MAPPER.valueToTree(column.reasons()));
        column.decision().ifPresent(question -> json.put("decision", question));
        return json;
    }

    private static ObjectNode untranslated(Untranslated thing) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("kind", thing.kind());
        json.put("name", thing.name());
        json.put("table", thing.table());
        json.put("reason", thing.reason());
        json.put("declaration", thing.declaration());
        return json;
    }

    private static ObjectNode statement(Statement statement) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("step", statement.step().name().toLowerCase(Locale.ROOT));
        json.put("table", statement.table());
        json.put("object", statement.object());
        json.put("sql", statement.sql());
        return json;
    }

    private static ObjectNode table(TableResult table) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("table", table.table());
        json.put("sourceRows", table.sourceRows());
        json.put("targetRows", table.targetRows());
        json.put("sourceSum", table.sourceSum());
        json.put("targetSum", table.targetSum());
        json.put("differences", table.differences().size());
        return json;
    }

    private static ObjectNode difference(Difference difference) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("table", difference.table());
        json.put("row", difference.row());
        json.put("what", difference.what());
        return json;
    }

    private static <T> ArrayNode list(Collection<T> things, Function<T, ObjectNode> toJson) {
        ArrayNode list = MAPPER.createArrayNode();
        things.stream().map(toJson).forEach(list::add);
        return list;
    }
}
