package io.holdfast.postgresql.outage;

import io.holdfast.config.Endpoint;
import io.holdfast.config.Secret;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** An application in a process of its own that does what it is told, line by line; see {@link Child}. */
final class ChildApp {
    private ChildApp() {}

    /** Arguments: address, user, password, settings. */
    public static void main(String[] arguments) throws IOException {
        Endpoint place = Endpoint.at("app", arguments[0]);
        var credentials = new Endpoint.Credentials(arguments[1], Secret.of(arguments[2]));
        Endpoint endpoint = new Endpoint("app", place.url(), Optional.of(credentials));
        String[] settings = Arrays.copyOfRange(arguments, 3, arguments.length);
        try (App app = App.on(endpoint, settings);
                var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            Load load = null;
            System.out.println("ready");
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                switch (line) {
                    case "load" -> load = Load.of(4, number -> app.read("select " + number));
                    case "stop" -> load.stop();
                    case "read" -> System.out.println(read(app));
                    case "changes" ->
                        System.out.println(app.events(Event.ServerChanged.class).size() + failures(load));
                    case "count" ->
                        System.out.println(
                                load == null ? 0 : load.acknowledged().size());
                    default -> System.out.println("what is " + line);
                }
            }
        }
    }

    private static String failures(Load load) {
        return load.failures().stream()
                .map(call -> " %s after %s".formatted(call.failure().getMessage(), call.took()))
                .collect(Collectors.joining(","));
    }

    private static String read(App app) {
        try {
            return "read " + app.read("select 7");
        } catch (HoldfastException failure) {
            return "failed " + failure.kind() + " " + failure.failure().sentence();
        }
    }
}
