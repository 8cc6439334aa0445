package io.holdfast.benchmarks.queue;

import io.holdfast.Holdfast;
import io.holdfast.config.ConfigLoader;
import io.holdfast.config.Endpoint;
import io.holdfast.config.HoldfastConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** An application as its configuration has it: one database, which may be away when it starts, and the queue as it comes. */
final class Shop {
    static final String DATABASE = "shop";

    private Shop() {}

    /** Opens it with its own files in {@code home}. */
    static Holdfast open(Path home, Endpoint place) {
        return Holdfast.open(config(home, place));
    }

    static HoldfastConfig config(Path home, Endpoint place) {
        Map<String, String> flags = new TreeMap<>();
        flags.put("home", home.toAbsolutePath().toString());
        flags.put("databases.shop.url", place.url().toString());
        flags.put("databases.shop.await", "0s");
        flags.put("databases.shop.required", "false");
        place.credentials().ifPresent(known -> {
            flags.put("databases.shop.user", known.user());
            flags.put("databases.shop.password", known.password().reveal());
        });
        return ConfigLoader.withoutFile(home).withFlags(flags).load().config();
    }
}
