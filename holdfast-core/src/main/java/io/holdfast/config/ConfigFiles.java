package io.holdfast.config;

import io.holdfast.config.tree.TextFile;
import io.holdfast.error.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files that a configuration is read from: {@code holdfast.yaml}, the profile's file, {@code .env}, and those that are
 * named by {@code ${file:…}}. They are looked at again and again, by what they hold: an editor may put a new file in the
 * place of the old one, and a link may lead elsewhere.
 *
 * <p>For one thread at a time.
 */
public final class ConfigFiles {
    private final ConfigLoader loader;
    private Map<Path, String> loaded = Map.of();
    private Map<Path, String> seen = Map.of();

    private ConfigFiles(ConfigLoader loader) {
        this.loader = loader;
    }

    /** Those that {@code loader} reads. */
    public static ConfigFiles of(ConfigLoader loader) {
        return new ConfigFiles(loader);
    }

    /** What they are called in a sentence: the name of the first one. */
    public String subject() {
        return loader.subject();
    }

    /**
     * Reads everything.
     *
     * @throws ConfigurationException if anything is wrong; it holds all problems
     */
    public LoadedConfig load() {
        var glance = new Glance();
        try {
            LoadedConfig config = loader.load(glance::read);
            known(glance);
            return config;
        } catch (ConfigurationException problems) {
            known(glance);
            throw problems;
        }
    }

    /** What it has seen needs not be read again before it changes. */
    private void known(Glance glance) {
        loaded = glance.contents();
        seen = loaded;
    }

    /**
     * Looks at them once, and reads everything if they hold something else than when that was done last. What has changed
     * since the last look is left for the next one, because somebody may still be writing.
     *
     * @throws ConfigurationException if anything is wrong; it is not read again before it changes
     * @throws RuntimeException if a provider of credentials failed; everything is read again at the next look
     */
    public Optional<LoadedConfig> loadIfChanged() {
        Map<Path, String> now = look();
        boolean settled = now.equals(seen);
        seen = now;
        if (!settled || now.equals(loaded)) {
            return Optional.empty();
        }
        var glance = new Glance();
        try {
            LoadedConfig config = loader.load(glance::read);
            if (!glance.sawThe(now)) {
                return Optional.empty();
            }
            known(glance);
            return Optional.of(config);
        } catch (ConfigurationException problems) {
            if (!glance.sawThe(now)) {
                return Optional.empty();
            }
            known(glance);
            throw problems;
        }
    }

    private Map<Path, String> look() {
        var glance = new Glance();
        loaded.keySet().forEach(glance::lookAt);
        return glance.contents();
    }

    /** Notes what each file holds, without keeping it. Credentials read their files again later, in any thread. */
    private static final class Glance {
        private final Map<Path, String> contents = new ConcurrentHashMap<>();

        String read(Path file) throws TextFile.Unreadable {
            try {
                String text = TextFile.read(file);
                contents.put(file, digest(text));
                return text;
            } catch (TextFile.Unreadable unreadable) {
                contents.put(file, "a file that " + unreadable.reason());
                throw unreadable;
            }
        }

        void lookAt(Path file) {
            try {
                read(file);
            } catch (TextFile.Unreadable noted) {
                return;
            }
        }

        Map<Path, String> contents() {
            return new TreeMap<>(contents);
        }

        /** Whether it read the same in every file that both have looked at. */
        boolean sawThe(Map<Path, String> others) {
            return contents.entrySet().stream()
                    .allMatch(each -> each.getValue().equals(others.getOrDefault(each.getKey(), each.getValue())));
        }

        private static String digest(String text) {
            try {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            } catch (NoSuchAlgorithmException everyJavaHasIt) {
                throw new IllegalStateException("this Java has no SHA-256", everyJavaHasIt);
            }
        }
    }
}
