package io.holdfast.app.output;

import java.io.PrintStream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Prints a result as one JSON document. */
public final class Json {
    private Json() {}

    /** Prints {@code result}, made of maps, lists, texts, numbers and records. */
    public static void print(Object result, PrintStream out) {
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        out.println(mapper.writeValueAsString(result));
        out.flush();
    }
}
