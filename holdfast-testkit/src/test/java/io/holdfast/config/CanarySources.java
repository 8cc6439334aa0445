package io.holdfast.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Settings, right and wrong, with a secret planted at every place where people put one. */
record CanarySources(Map<String, String> files, Map<String, String> environment, Map<String, String> flags) {
    static final String CANARY = "kanarienvogel";

    private static final List<String> LINES = List.of(
            "url: postgresql://bob:CANARY@db/app",
            "url: postgresql://bob:CANARY@db:99999/app",
            "url: postgress://bob:CANARY@db/app",
            "url: CANARY",
            "url: bob:CANARY@db",
            "url: postgresql://bob:CAN/CANARY@db/app",
            "url: postgresql://bob:12/CANARY@db/app",
            "url: mongodb://bob:12?CANARY@db/app",
            "url: postgresql://bob:x%zzCANARY@db/app",
            "url: postgresql://bob:x@y@CANARY@db/app",
            "url: jdbc:postgresql://db/app?user=bob&password=CANARY",
            "url: postgresql://db/app?sslpassword=CANARY&sslmode=require",
            "url: postgresql://bob:CANARY@db/app?password=CANARY",
            "url: mongodb://bob:CANARY@a,b/app",
            "url: ${file:secret-url}",
            "url: postgresql://bob:${env:PW}@db/app",
            "url: sqlite://CANARY",
            "url: [CANARY]",
            "password: CANARY",
            "password: ${file:secret}",
            "password: ${file:secret",
            "password: ${env:PW}",
            "password: ${env:NONE:-CANARY}",
            "password: ${CANARY}",
            "password: [CANARY]",
            "password: { CANARY: x }",
            "password: {x: CANARY}",
            "pasword: CANARY",
            "user: bob",
            "user: ${file:secret}",
            "await: ${file:secret}",
            "required: ${env:PW}",
            "pool: { size: '${file:secret}' }",
            "pool: { min-idle: '${file:number}', size: 2 }",
            "pool: CANARY",
            "timeouts: [CANARY, CANARY]",
            "token: CANARY",
            "password: 'CANARY",
            "password: @CANARY",
            "password: *CANARY",
            "password: &CANARY x",
            "password: !CANARY x",
            "password CANARY",
            "\tpassword: CANARY",
            "password: a: CANARY");

    static CanarySources any(Random random) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("secret", CANARY + "\n");
        files.put("secret-url", random.nextBoolean() ? "postgresql://bob:" + CANARY + "@db/app" : CANARY);
        files.put("number", "7");
        files.put("holdfast.yaml", yaml(random));
        files.put(
                ".env",
                pick(random, "", "DATABASE_URL=" + url(random), "PW='" + CANARY, "PW " + CANARY, "A=1\nA=" + CANARY));
        Map<String, String> environment = new LinkedHashMap<>(Map.of("PW", CANARY));
        environment.put(
                pick(
                        random,
                        "HOLDFAST_DATABASES_APP_PASSWORD",
                        "HOLDFAST_DATABASES_APP_PASWORD",
                        "HOLDFAST_PW",
                        "OTHER"),
                CANARY);
        environment.put(pick(random, "DATABASE_URL", "HOLDFAST_DATABASES_APP_URL", "OTHER_URL"), url(random));
        Map<String, String> flags = new LinkedHashMap<>();
        flags.put(
                pick(random, "databases.app.password", "databases.app.pasword", "databases.b.password"),
                pick(random, CANARY, "${file:secret}", "${env:PW}"));
        return new CanarySources(files, environment, random.nextInt(3) == 0 ? flags : Map.of());
    }

    private static String yaml(Random random) {
        var text = new StringBuilder("databases:\n  app:\n");
        int lines = 1 + random.nextInt(3);
        for (int count = 0; count < lines; count++) {
            text.append("    ")
                    .append(pick(random, LINES.toArray(String[]::new)))
                    .append('\n');
        }
        return text.toString().replace("CANARY", CANARY);
    }

    private static String url(Random random) {
        return pick(random, LINES.subList(0, 14).toArray(String[]::new))
                .substring("url: ".length())
                .replace("CANARY", CANARY);
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
