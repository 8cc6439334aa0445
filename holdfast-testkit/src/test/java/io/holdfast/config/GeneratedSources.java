package io.holdfast.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Generated settings of several databases, spread over all sources, and what must come out of them. */
record GeneratedSources(
        String file,
        String profile,
        String dotEnv,
        Map<String, String> environment,
        Map<String, String> flags,
        Map<String, String> expectedUrls) {

    static final List<String> NAMES = List.of(
            "app", "app-main", "main", "main-app", "a", "a-b", "a-b-c", "pool", "url", "pool-size", "db2", "hr");

    /** The sources in their order; the last that names a database decides. */
    private static final int SOURCES = 7;

    static GeneratedSources any(Random random) {
        Map<Integer, Map<String, String>> urls = new TreeMap<>();
        Map<String, String> expected = new TreeMap<>();
        for (int source = 0; source < SOURCES; source++) {
            urls.put(source, new LinkedHashMap<>());
            for (String name : NAMES) {
                boolean platform = source == 2 || source == 3;
                if (random.nextInt(4) == 0 && (!platform || name.equals("app"))) {
                    String host = name + "-from-" + source + "-" + random.nextInt(1_000);
                    urls.get(source).put(name, spelling(random, host));
                    expected.put(name, "postgresql://" + host + ":5432/" + name.replace('-', '_'));
                }
            }
        }
        Map<String, String> environment = new LinkedHashMap<>(Map.of("PATH", "/bin", "HOLDFAST_PROFILE", "test"));
        addPlatform(environment, urls.get(3));
        urls.get(5).forEach((name, url) -> environment.put(variable(name), url));
        Map<String, String> flags = new LinkedHashMap<>();
        urls.get(6).forEach((name, url) -> flags.put("databases." + name + ".url", url));
        return new GeneratedSources(
                yaml(urls.get(0)), yaml(urls.get(1)), dotEnv(urls.get(2), urls.get(4)), environment, flags, expected);
    }

    private static String spelling(Random random, String host) {
        String name = host.substring(0, host.indexOf("-from-")).replace('-', '_');
        return switch (random.nextInt(4)) {
            case 0 -> "postgres://" + host + "/" + name;
            case 1 -> "jdbc:postgresql://" + host + ":5432/" + name;
            case 2 -> "postgresql+asyncpg://" + name + ":pw@" + host + "/" + name;
            default -> "postgresql://" + host + "/" + name;
        };
    }

    private static void addPlatform(Map<String, String> variables, Map<String, String> urls) {
        if (urls.containsKey("app")) {
            variables.put("DATABASE_URL", urls.get("app"));
        }
    }

    private static String variable(String name) {
        return "HOLDFAST_DATABASES_" + name.toUpperCase(Locale.ROOT).replace('-', '_') + "_URL";
    }

    private static String yaml(Map<String, String> urls) {
        var text = new StringBuilder("databases:\n");
        urls.forEach((name, url) ->
                text.append("  ").append(name).append(": { url: '").append(url).append("' }\n"));
        return text.toString();
    }

    private static String dotEnv(Map<String, String> platform, Map<String, String> urls) {
        Map<String, String> variables = new LinkedHashMap<>();
        addPlatform(variables, platform);
        urls.forEach((name, url) -> variables.put(variable(name), url));
        List<String> lines = new ArrayList<>();
        variables.forEach((name, value) -> lines.add(name + "=\"" + value + "\""));
        return String.join("\n", lines);
    }
}
