package io.holdfast.app.documents;

import io.holdfast.app.output.Table;
import io.holdfast.document.Document;
import io.holdfast.engine.document.BodyText;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Documents for an operator; what is masked is masked everywhere. */
public record DocumentText(Masks masks) {
    private static final int WIDTH = 100;

    /** The document as a map for JSON: its body in MongoDB Extended JSON. */
    public Map<String, Object> document(Document document) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", document.id());
        map.put("version", document.version());
        map.put("created", document.createdAt().toString());
        map.put("body", tree(document));
        return map;
    }

    private JsonNode tree(Document document) {
        return JsonMapper.shared().readTree(text(document));
    }

    private String text(Document document) {
        return BodyText.write(masks.shown(document.body()));
    }

    /** One after the other in a table, bodies cut to a line. */
    public void list(List<Document> documents, PrintStream out) {
        Table table = new Table("ID", "VERSION", "CREATED", "DOCUMENT");
        for (Document each : documents) {
            table.row(
                    each.id(), String.valueOf(each.version()), each.createdAt().toString(), cut(text(each)));
        }
        table.print(out);
    }

    private static String cut(String text) {
        if (text.codePointCount(0, text.length()) <= WIDTH) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, WIDTH - 1)) + "…";
    }
}
