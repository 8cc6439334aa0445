package io.holdfast.config.tree;

import io.holdfast.config.tree.Node.Entry;
import io.holdfast.config.tree.Node.Mapping;
import io.holdfast.config.tree.Node.Scalar;
import io.holdfast.config.tree.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads YAML into a tree with positions. Values stay texts, as written: what they mean is the business of the key.
 * Anchors and aliases are refused, so that every value stands where it is used. Messages never repeat what stands in
 * the file, because it may be a password.
 */
public final class YamlTree {
    private final Source source;
    private final String name;
    private final Problems problems;

    private YamlTree(Source source, String name, Problems problems) {
        this.source = source;
        this.name = name;
        this.problems = problems;
    }

    /**
     * Reads {@code text}; empty, with one problem added, where it is not one well-formed document of keys and values.
     *
     * @param name how problems call the file
     */
    public static Optional<Mapping> read(Source source, String name, String text, Problems problems) {
        return new YamlTree(source, name, problems).document(text);
    }

    private Optional<Mapping> document(String text) {
        try (JsonParser parser = new YAMLFactory().createParser(ObjectReadContext.empty(), text)) {
            return document(parser);
        } catch (JacksonException e) {
            problems.add(at(e.getLocation()), "the YAML cannot be read from here on" + reason(e));
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            // the scanner below Jackson lets a few of its own failures through, without a position
            problems.add(name, "the YAML cannot be read");
        }
        return Optional.empty();
    }

    private Optional<Mapping> document(JsonParser parser) {
        JsonToken first = parser.nextToken();
        if (first == null || (first == JsonToken.VALUE_NULL && parser.nextToken() == null)) {
            return Optional.of(new Mapping(List.of(), new Origin(source, name, 1, 1)));
        }
        Origin start = at(parser.currentTokenLocation());
        if (first != JsonToken.START_OBJECT) {
            problems.add(start, "the file does not start with a key; expected lines such as \"home: .holdfast\"");
            return Optional.empty();
        }
        Mapping mapping = mapping(parser);
        if (parser.nextToken() != null) {
            problems.add(
                    at(parser.currentTokenLocation()),
                    "a second YAML document starts; expected one document in a file");
            return Optional.empty();
        }
        return Optional.of(mapping);
    }

    private Mapping mapping(JsonParser parser) {
        Origin start = at(parser.currentTokenLocation());
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            Origin origin = at(parser.currentTokenLocation());
            parser.nextToken();
            Entry earlier = entries.putIfAbsent(key, new Entry(key, origin, node(parser)));
            if (earlier != null) {
                problems.add(
                        origin,
                        "the key %s stands here a second time; the first is at %s"
                                .formatted(Problems.quoted(key), earlier.origin()));
            }
        }
        return new Mapping(List.copyOf(entries.values()), start);
    }

    private Node node(JsonParser parser) {
        Origin origin = at(parser.currentTokenLocation());
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            problems.add(origin, "an alias (*NAME) stands here; expected the value itself");
            return new Scalar(null, origin);
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(parser);
            case START_ARRAY -> sequence(parser);
            case VALUE_NULL -> new Scalar(null, origin);
            default -> new Scalar(parser.getString(), origin);
        };
    }

    private Sequence sequence(JsonParser parser) {
        Origin start = at(parser.currentTokenLocation());
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(parser));
        }
        return new Sequence(List.copyOf(items), start);
    }

    private Origin at(TokenStreamLocation location) {
        return new Origin(source, name, Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }

    /** The scanner's reasons, in our words: its own would quote the file. */
    private static String reason(JacksonException e) {
        String said = String.valueOf(e.getOriginalMessage());
        if (said.contains("TAB")) {
            return ": a tab stands where only spaces may; expected spaces for indentation";
        }
        if (said.contains("mapping values are not allowed here")) {
            return ": a second \"key:\" on one line; expected a new line, or quotes around a value that contains \": \"";
        }
        if (said.contains("cannot start any token")) {
            return ": a value starts with a character that has a meaning in YAML; expected quotes around the value";
        }
        if (said.contains("found unexpected end of stream")) {
            return ": a quote or bracket is never closed";
        }
        if (said.contains("could not find expected ':'")) {
            return ": a line has no \": \" after its key";
        }
        return "; expected keys and values, indented with spaces";
    }
}
