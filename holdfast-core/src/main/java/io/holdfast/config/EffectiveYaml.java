package io.holdfast.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Writes settings as YAML, each with its origin in a comment. */
final class EffectiveYaml {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/._•][A-Za-z0-9/._•:@?=&%+,-]*(?<!:)");

    private final List<LoadedConfig.Setting> settings;

    EffectiveYaml(List<LoadedConfig.Setting> settings) {
        this.settings = settings;
    }

    @Override
    public String toString() {
        List<String> written = lines();
        int width = written.stream().mapToInt(String::length).max().orElse(0);
        var text = new StringBuilder();
        int index = 0;
        for (String line : written) {
            text.append(line);
            if (!line.endsWith(":")) {
                text.append(" ".repeat(width - line.length()))
                        .append("  # ")
                        .append(settings.get(index).origin());
                index++;
            }
            text.append('\n');
        }
        return text.toString();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        String[] open = {};
        for (LoadedConfig.Setting setting : settings) {
            String[] path = setting.key().split("\\.");
            int depth = 0;
            while (depth < Math.min(open.length, path.length) - 1 && open[depth].equals(path[depth])) {
                depth++;
            }
            for (; depth < path.length - 1; depth++) {
                lines.add("  ".repeat(depth) + path[depth] + ":");
            }
            lines.add("  ".repeat(depth) + path[depth] + ": " + quoted(setting.value()));
            open = path;
        }
        return lines;
    }

    private static String quoted(String value) {
        if (PLAIN.matcher(value).matches() && !value.equals("null")) {
            return value;
        }
        var text = new StringBuilder("\"");
        value.chars().forEach(letter -> {
            if (letter == '"' || letter == '\\') {
                text.append('\\').append((char) letter);
            } else if (Character.isISOControl(letter)) {
                text.append("\\u%04x".formatted(letter));
            } else {
                text.append((char) letter);
            }
        });
        return text.append('"').toString();
    }
}
