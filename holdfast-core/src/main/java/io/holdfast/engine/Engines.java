package io.holdfast.engine;

import io.holdfast.config.DatabaseUrl;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The engines that are present. */
public final class Engines {
    private final List<Engine> present;

    private Engines(List<Engine> present) {
        this.present = present;
    }

    /** The engines whose adapters are on the class path or module path. */
    public static Engines onClassPath() {
        return new Engines(ServiceLoader.load(Engine.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /** Exactly {@code engines}. */
    public static Engines of(Engine... engines) {
        return new Engines(List.of(engines));
    }

    /**
     * The engine that {@code url} names.
     *
     * @throws HoldfastException of kind CONFIGURATION if its adapter is not present
     */
    public Engine of(DatabaseUrl url) {
        return named(url.engine());
    }

    /**
     * The engine called {@code name}.
     *
     * @throws HoldfastException of kind CONFIGURATION if its adapter is not present
     */
    public Engine named(String name) {
        return present.stream()
                .filter(engine -> engine.name().equals(name))
                .findFirst()
                .orElseThrow(() -> absent(name));
    }

    /** All of them, by name. */
    public List<Engine> all() {
        return present.stream().sorted(Comparator.comparing(Engine::name)).toList();
    }

    private HoldfastException absent(String name) {
        String known = present.stream().map(Engine::name).collect(Collectors.joining(", "));
        return Failure.of(ErrorKind.CONFIGURATION, "no engine called %s is present; present: %s".formatted(name, known))
                .withHint("add holdfast-%s to the class path".formatted(name))
                .exception();
    }
}
