package io.holdfast.config;

import io.holdfast.config.tree.DotEnv;
import io.holdfast.config.tree.FileReader;
import io.holdfast.config.tree.Node.Scalar;
import io.holdfast.config.tree.Origin;
import io.holdfast.config.tree.Problems;
import io.holdfast.config.tree.Source;
import io.holdfast.config.tree.TextFile;
import io.holdfast.error.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings from all their sources, and either gives a complete configuration or reports everything that is
 * wrong.
 *
 * <p>The sources, each overriding the ones before: {@code holdfast.yaml}; the profile's file, such as
 * {@code holdfast-production.yaml}; {@code DATABASE_URL}, which declares a database {@code app}, and the variables of the
 * seven databases with a role, such as {@code EXTERNAL_USERS_URL}; the {@code HOLDFAST_} variables in {@code .env} beside
 * the file; those of the environment; flags. {@code DATABASE_URL} and its like rank below every variable that names a key,
 * wherever they are set, because the more exact name wins.
 *
 * <p>A blank variable sets nothing, as platforms leave variables blank that nobody filled in. A blank value anywhere
 * else is a problem.
 */
public final class ConfigLoader {
    private static final Pattern PROFILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final @Nullable Path file;
    private final Path folder;
    private final String profile;
    private final Map<String, String> environment;
    private final Map<String, String> flags;
    private final List<CredentialsProvider> providers;

    private ConfigLoader(
            @Nullable Path file,
            Path folder,
            String profile,
            Map<String, String> environment,
            Map<String, String> flags,
            List<CredentialsProvider> providers) {
        this.file = file;
        this.folder = folder;
        this.profile = profile;
        this.environment = environment;
        this.flags = flags;
        this.providers = providers;
    }

    /** Reads {@code file}, and what stands beside it. */
    public static ConfigLoader of(Path file) {
        return new ConfigLoader(file, folderOf(file), "", Map.of(), Map.of(), List.of());
    }

    /** Reads no file; {@code .env} and a profile's file are looked for in {@code folder}. */
    public static ConfigLoader withoutFile(Path folder) {
        return new ConfigLoader(null, folder, "", Map.of(), Map.of(), List.of());
    }

    /** A copy that reads the file of {@code name} too; a blank name leaves the choice to {@code HOLDFAST_PROFILE}. */
    public ConfigLoader withProfile(String name) {
        return new ConfigLoader(file, folder, name, environment, flags, providers);
    }

    /** A copy that reads these environment variables. */
    public ConfigLoader withEnvironment(Map<String, String> variables) {
        return new ConfigLoader(file, folder, profile, new TreeMap<>(variables), flags, providers);
    }

    /** A copy in which these texts, by the paths of their keys, override everything else. */
    public ConfigLoader withFlags(Map<String, String> texts) {
        return new ConfigLoader(file, folder, profile, environment, new TreeMap<>(texts), providers);
    }

    /** A copy that fetches credentials from {@code provider}, too, beside those on the class path. */
    public ConfigLoader withProvider(CredentialsProvider provider) {
        List<CredentialsProvider> more = new ArrayList<>(providers);
        more.add(provider);
        return new ConfigLoader(file, folder, profile, environment, flags, List.copyOf(more));
    }

    /**
     * Reads everything.
     *
     * @throws ConfigurationException if anything is wrong; it holds all problems
     */
    public LoadedConfig load() {
        return load(TextFile::read);
    }

    /** Reads everything as {@link #load()} does, its files with {@code reader}. */
    LoadedConfig load(FileReader reader) {
        String subject = subject();
        var problems = new Problems();
        Map<String, Scalar> dotEnv = dotEnv(problems, reader);
        Map<String, Scalar> given = new LinkedHashMap<>();
        environment.forEach((name, value) ->
                given.put(name, new Scalar(value, Origin.named(Source.ENVIRONMENT, name))));
        Map<String, String> texts = new LinkedHashMap<>();
        dotEnv.forEach((name, value) -> texts.put(name, String.valueOf(value.text())));
        texts.putAll(environment);

        var sources = new Sources(DeclaredKeys.ROOT, problems, reader);
        boolean readable = files(sources, texts, problems);
        sources.platform(dotEnv);
        sources.platform(given);
        sources.variables(dotEnv);
        sources.variables(given);
        sources.flags(flags);
        sources.checkAmbiguities();
        if (!readable) {
            problems.throwIfAny(subject);
        }
        LoadedConfig loaded = bind(sources.layer(), new Placeholders(texts, folder, reader), problems);
        problems.throwIfAny(subject);
        return loaded;
    }

    /** Whether all files could be read: where one could not, what its keys say is unknown. */
    private boolean files(Sources sources, Map<String, String> variables, Problems problems) {
        boolean readable = file == null || sources.file(Source.FILE, file);
        String chosen = profile.isBlank() ? variables.getOrDefault(Variables.PROFILE, "") : profile;
        if (chosen.isBlank()) {
            return readable;
        }
        if (!PROFILE_NAME.matcher(chosen).matches()) {
            problems.add(
                    "the profile",
                    "its name is %s; expected letters, digits, dots and dashes".formatted(Problems.quoted(chosen)));
            return readable;
        }
        return sources.file(Source.PROFILE, folder.resolve(overlay(chosen))) && readable;
    }

    private String overlay(String chosen) {
        String name = file == null ? "holdfast.yaml" : file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name + "-" + chosen : name.substring(0, dot) + "-" + chosen + name.substring(dot);
    }

    private Map<String, Scalar> dotEnv(Problems problems, FileReader reader) {
        Path path = folder.resolve(".env");
        try {
            return DotEnv.read(path.toString(), reader.read(path), problems);
        } catch (TextFile.Unreadable e) {
            if (Files.notExists(path)) {
                return Map.of();
            }
            problems.add(path.toString(), "the file " + e.reason() + "; expected lines of NAME=VALUE");
            return Map.of();
        }
    }

    private LoadedConfig bind(Layer layer, Placeholders placeholders, Problems problems) {
        var binder = new Binder(layer, placeholders, problems);
        Path home = folder.resolve(binder.value(DeclaredKeys.HOME, "")).normalize();
        HoldfastConfig.Reloading reloading = binder.value(DeclaredKeys.RELOAD, "");
        List<CredentialsProvider> present = new ArrayList<>(providers);
        ServiceLoader.load(CredentialsProvider.class).forEach(present::add);
        Map<String, DatabaseConfig> databases = new LinkedHashMap<>();
        layer.databases().forEach((name, declared) -> {
            Optional<DatabaseConfig> database =
                    new DatabaseBinding(binder, problems, name).bind(declared, folder, home, present);
            database.ifPresent(bound -> databases.put(name, bound));
        });
        var config = new HoldfastConfig(
                home,
                reloading,
                log(binder),
                databases,
                control(binder, layer, problems),
                queue(binder),
                new DocumentsConfig(binder.value(DeclaredKeys.DOCUMENTS_MASKED, DeclaredKeys.DOCUMENTS.name())));
        List<String> warnings = new SamePlaces(layer.databases(), problems).warnings(databases);
        return new LoadedConfig(config, warnings, binder.settings());
    }

    private static LogConfig log(Binder binder) {
        String inside = DeclaredKeys.LOG.name();
        return new LogConfig(
                binder.value(DeclaredKeys.LOG_OPERATIONS, inside),
                binder.value(DeclaredKeys.LOG_SAMPLE, inside),
                binder.value(DeclaredKeys.LOG_LEVEL, inside),
                binder.value(DeclaredKeys.LOG_FORMAT, inside));
    }

    /** What it reads, to begin a sentence with. */
    String subject() {
        return file == null ? "the configuration" : file.toString();
    }

    private static Optional<String> control(Binder binder, Layer layer, Problems problems) {
        Optional<Binder.Bound<String>> bound = binder.read(DeclaredKeys.CONTROL, "");
        bound.ifPresent(set -> {
            binder.note(DeclaredKeys.CONTROL.name(), set.value(), set);
            if (!layer.databases().containsKey(set.value())) {
                problems.add(
                        set.origin(),
                        "control is %s, and no database of that name is declared; expected one of %s"
                                .formatted(
                                        Problems.quoted(set.value()),
                                        String.join(", ", layer.databases().keySet())));
            }
        });
        return bound.map(Binder.Bound::value);
    }

    private static QueueConfig queue(Binder binder) {
        String inside = DeclaredKeys.QUEUE.name();
        return new QueueConfig(
                binder.value(DeclaredKeys.QUEUE_MAX_ENTRIES, inside),
                binder.value(DeclaredKeys.QUEUE_MAX_BYTES, inside),
                binder.value(DeclaredKeys.QUEUE_MAX_AGE, inside),
                binder.value(DeclaredKeys.QUEUE_ATTEMPTS, inside));
    }

    private static Path folderOf(Path file) {
        Path parent = file.getParent();
        return parent == null ? Path.of("") : parent;
    }
}
