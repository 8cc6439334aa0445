package io.holdfast.app.documents;

import io.holdfast.config.DocumentsConfig;
import io.holdfast.engine.document.Body;
import io.holdfast.engine.document.Extended;
import io.holdfast.error.Masking;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Hides what nobody is to see of documents: the values of some fields, and what looks like a secret in any other. */
public final class Masks {
    private final Pattern hidden;

    /** Those that {@code config} asks for; upper and lower case are the same. */
    public Masks(DocumentsConfig config) {
        String names = config.masked().stream().map(Masks::pattern).collect(Collectors.joining("|"));
        this.hidden = Pattern.compile(names, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static String pattern(String name) {
        return List.of(name.split("\\*", -1)).stream().map(Pattern::quote).collect(Collectors.joining(".*"));
    }

    /** Whether the values of the field {@code name} are shown to nobody. */
    public boolean hides(String name) {
        return hidden.matcher(name).matches();
    }

    /** {@code body} as it may be shown. */
    public Body shown(Body body) {
        return Body.of(map(body.fields()));
    }

    private Map<String, @Nullable Object> map(Map<?, ?> fields) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        fields.forEach((key, value) -> {
            String name = String.valueOf(key);
            shown.put(name, value == null || !hides(name) ? value(value) : Masking.MASK);
        });
        return shown;
    }

    private @Nullable Object value(@Nullable Object value) {
        if (value instanceof String text) {
            return Masking.clean(text);
        }
        if (value instanceof Map<?, ?> fields) {
            return map(fields);
        }
        if (value instanceof Extended.Code code && code.scope() != null) {
            return new Extended.Code(code.code(), shown(code.scope()));
        }
        return value instanceof List<?> list ? list.stream().map(this::value).toList() : value;
    }
}
