package io.holdfast.schema.script;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a list of commands: an array of JSON, whose elements are objects. What is no JSON is refused, with line and column;
 * what a command means the engine knows.
 */
public final class CommandList {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String EXPECTED = "expected an array of commands: [ {\"create\": \"orders\"}, … ]";
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String name;
    private final String text;
    private final TokenDigest digest = new TokenDigest();
    private final List<ScriptStatement> commands = new ArrayList<>();

    private CommandList(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /**
     * Reads {@code text}; a byte order mark before it does not count, and a text of white space has no commands.
     *
     * @param name what the file is called in messages
     * @throws HoldfastException of kind SYNTAX if it is no such list; its sentence begins with name, line and column
     */
    public static Script read(String name, String text) {
        String content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        return new CommandList(name, content).script();
    }

    private Script script() {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            JsonToken first = parser.nextToken();
            if (first != null) {
                expect(parser, first == JsonToken.START_ARRAY);
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    expect(parser, parser.currentToken() == JsonToken.START_OBJECT);
                    commands.add(command(parser));
                }
                expect(parser, parser.nextToken() == null);
            }
        } catch (JacksonException wrong) {
            throw refused(wrong.getLocation(), "it is no JSON: " + wrong.getOriginalMessage(), "correct it there");
        }
        return new Script(name, commands, digest.hex());
    }

    private void expect(JsonParser parser, boolean asItShould) {
        if (!asItShould) {
            throw refused(parser.currentTokenLocation(), "this is no command in a list of them", EXPECTED);
        }
    }

    private CommandStatement command(JsonParser parser) {
        TokenStreamLocation begin = parser.currentTokenLocation();
        var plain = new StringWriter();
        String command = "";
        try (JsonGenerator writer = JSON.createGenerator(ObjectWriteContext.empty(), plain)) {
            int depth = 0;
            do {
                JsonToken token = parser.currentToken();
                if (depth == 1 && command.isEmpty() && token == JsonToken.PROPERTY_NAME) {
                    command = parser.currentName();
                }
                copy(parser, writer);
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            } while (depth > 0 && parser.nextToken() != null);
        }
        if (command.isEmpty()) {
            throw refused(
                    begin, "this command is empty", "expected its name as the first key: {\"create\": \"orders\"}");
        }
        digest.add(plain.toString());
        int start = (int) begin.getCharOffset();
        int end = (int) parser.currentLocation().getCharOffset();
        return new CommandStatement(text.substring(start, end), plain.toString(), start, begin.getLineNr(), command);
    }

    /** Numbers as they are written: 1.0 is another one than 1. */
    private static void copy(JsonParser parser, JsonGenerator writer) {
        if (parser.currentToken().isNumeric()) {
            writer.writeRawValue(parser.getString());
        } else {
            writer.copyCurrentEvent(parser);
        }
    }

    private HoldfastException refused(TokenStreamLocation where, String sentence, String hint) {
        return Failure.of(
                        ErrorKind.SYNTAX,
                        "%s:%d, column %d: %s".formatted(name, where.getLineNr(), where.getColumnNr(), sentence))
                .withHint(hint)
                .exception();
    }
}
