package io.holdfast.degrade;

import io.holdfast.Holdfast;
import io.holdfast.config.ConfigLoader;
import io.holdfast.config.Endpoint;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.degrade.LineWrite.Line;
import io.holdfast.degrade.queue.QueueStep;
import io.holdfast.disk.Disk;
import io.holdfast.error.HoldfastException;
import io.holdfast.resilience.Time;
import io.holdfast.testkit.CrashPoint;
import io.holdfast.testkit.fault.FaultProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * An application that writes lines under five keys while its database comes and goes, says which were acknowledged, and dies
 * where it is told to. Each key has one writer, whose numbers rise.
 */
final class QueueProgram {
    static final String ACKNOWLEDGED = "acknowledged: ";
    static final String POISON = "poison";
    static final int KEYS = 5;
    private static final int IN_PEACE = 20;

    private QueueProgram() {}

    /** Arguments: the folder, the address, user and password (or nothing), and how many times it wrote before. */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        int before = Integer.parseInt(arguments[2]);
        Map<String, String> flags = new TreeMap<>();
        flags.put("home", folder.resolve("home").toString());
        flags.put("databases.app.probe.every", "50ms");
        flags.put("databases.app.await", "0s");
        flags.put("databases.app.required", "false");
        Runnable away;
        Runnable back;
        if (arguments[1].startsWith("sqlite:")) {
            flags.put("databases.app.url", arguments[1]);
            Path file = Path.of(arguments[1].substring("sqlite:".length()));
            away = () -> move(file, file.resolveSibling("away.db"));
            back = () -> move(file.resolveSibling("away.db"), file);
        } else {
            Endpoint server = Endpoint.at("app", arguments[1]);
            FaultProxy proxy = FaultProxy.to(server);
            flags.put("databases.app.url", proxy.endpoint(server).url().toString());
            flags.put("databases.app.user", arguments[3]);
            flags.put("databases.app.password", arguments[4]);
            away = proxy::refuse;
            back = proxy::forward;
        }
        away.run();
        HoldfastConfig config =
                ConfigLoader.withoutFile(folder).withFlags(flags).load().config();
        Holdfast holdfast = Holdfast.open(config);
        var tuning = new Desk.Tuning(2_000, Duration.ofMillis(20), dying());
        var around = new Desk.Surroundings(
                Disk.local(),
                Operations.folder(config.home()),
                config.queue(),
                holdfast::database,
                Time.real(),
                tuning);
        DeferrableWrite<Line> lines = new Operations(around, holdfast.events()).deferrable(new LineWrite(1));
        if (before == 0) {
            // it is set aside soon, and is carried over from file to file from then on
            lines.write(POISON, new Line(POISON, -1));
        }
        for (int key = 0; key < KEYS; key++) {
            String name = "key" + key;
            new Thread(() -> writeForEver(lines, name, before)).start();
        }
        pause(300);
        back.run();
    }

    /** A move of nothing is none: the one before may have died in between. */
    private static void move(Path from, Path to) {
        try {
            if (Files.exists(from)) {
                Files.move(from, to);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Consumer<QueueStep> dying() {
        Consumer<QueueStep> death = CrashPoint.listener();
        Map<QueueStep, AtomicInteger> seen = new EnumMap<>(QueueStep.class);
        for (QueueStep step : QueueStep.values()) {
            seen.put(step, new AtomicInteger());
        }
        return step -> {
            boolean often = step == QueueStep.RECORDS_WRITTEN
                    || step == QueueStep.RECORDS_FORCED
                    || step == QueueStep.ENTRY_IN_HAND
                    || step == QueueStep.EFFECT_COMMITTED;
            AtomicInteger count = seen.get(step);
            if (count != null && count.incrementAndGet() > (often ? IN_PEACE : 0)) {
                death.accept(step);
            }
        };
    }

    private static void writeForEver(DeferrableWrite<Line> lines, String key, int before) {
        for (int number = before + 1; ; number++) {
            try {
                Receipt receipt = lines.write(key, new Line(key, number));
                say(ACKNOWLEDGED + key + " " + number + " " + receipt.state());
            } catch (HoldfastException refused) {
                say("refused: " + refused.getMessage());
            }
            pause(number < before + 40 ? 0 : 5);
        }
    }

    private static void pause(int millis) {
        try {
            Time.real().pauser().pause(Duration.ofMillis(millis));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** In one write: a line that was half printed when the process died would be another number. */
    private static void say(String line) {
        byte[] bytes = (line + ".\n").getBytes(StandardCharsets.US_ASCII);
        System.out.write(bytes, 0, bytes.length);
        System.out.flush();
    }
}
