package io.holdfast.schema.script;

import io.holdfast.engine.ScriptFeature;
import java.util.List;
import java.util.Set;

/**
 * A file of migrations, cut into its statements, or into its commands.
 *
 * <p>SQL is cut where the server would, and not understood beyond that: what is wrong in a statement the server will say.
 * What cannot be cut is refused, with the line: quotes, comments, parentheses and bodies that never end, data without an
 * end, commands of a client, and characters that no text has. It takes time and memory in proportion to the text.
 */
public final class Script {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String name;
    private final List<ScriptStatement> statements;
    private final String digest;

    Script(String name, List<ScriptStatement> statements, String digest) {
        this.name = name;
        this.statements = List.copyOf(statements);
        this.digest = digest;
    }

    /**
     * Reads {@code text}; a byte order mark before it does not count.
     *
     * @param name what the file is called in messages
     * @param features what the engine's scripts may contain
     * @throws io.holdfast.error.HoldfastException if it cannot be cut; its sentence begins with name and line
     */
    public static Script read(String name, String text, Set<ScriptFeature> features) {
        String content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        return new Reading(new Source(name, content), Set.copyOf(features)).script();
    }

    /** What the file is called. */
    public String name() {
        return name;
    }

    /** The statements in their order; none is empty or only a comment. */
    public List<ScriptStatement> statements() {
        return statements;
    }

    /**
     * The SHA-256 of the tokens and of the data of COPY, or of the commands, in hexadecimal digits: white space, comments, empty statements and a
     * byte order mark do not count, nor whether lines end as on Windows. All else does: capitals, quotes, and what stands in
     * quotes, such as a function's body with its comments.
     */
    public String digest() {
        return digest;
    }
}
