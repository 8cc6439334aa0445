package io.holdfast.schema.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** All files of the migrations of one database. */
public final class MigrationFiles {
    private final NavigableMap<Version, MigrationFile> versioned;
    private final NavigableMap<Version, MigrationFile> undoing;
    private final NavigableMap<Version, MigrationFile> baselines;
    private final Map<String, MigrationFile> repeatable;
    private final List<MigrationFile> callbacks;

    private MigrationFiles(Sorted sorted) {
        this.versioned = sorted.versioned;
        this.undoing = sorted.undoing;
        this.baselines = sorted.baselines;
        this.repeatable = sorted.repeatable;
        this.callbacks = List.copyOf(sorted.callbacks);
    }

    /** Puts {@code files} in their order; two of the same are a problem. */
    public static MigrationFiles of(List<MigrationFile> files, FileProblems problems) {
        var sorted = new Sorted(problems);
        files.forEach(sorted::add);
        return new MigrationFiles(sorted);
    }

    private static final class Sorted {
        private final NavigableMap<Version, MigrationFile> versioned = new TreeMap<>();
        private final NavigableMap<Version, MigrationFile> undoing = new TreeMap<>();
        private final NavigableMap<Version, MigrationFile> baselines = new TreeMap<>();
        private final Map<String, MigrationFile> repeatable = new TreeMap<>();
        private final List<MigrationFile> callbacks = new ArrayList<>();
        private final FileProblems problems;

        Sorted(FileProblems problems) {
            this.problems = problems;
        }

        void add(MigrationFile file) {
            MigrationFile other = switch (file.kind()) {
                case VERSIONED -> versioned.putIfAbsent(file.number(), file);
                case UNDO -> undoing.putIfAbsent(file.number(), file);
                case BASELINE -> baselines.putIfAbsent(file.number(), file);
                case CALLBACK -> {
                    callbacks.add(file);
                    yield null;
                }
                case REPEATABLE -> repeatable.putIfAbsent(file.name(), file);
            };
            if (other != null) {
                problems.add(
                        file.script(),
                        "it is the same migration as %s; expected another %s"
                                .formatted(other.script(), file.kind() == FileKind.REPEATABLE ? "name" : "version"));
            }
        }
    }

    /** Those that are applied once, in their order. */
    public Collection<MigrationFile> versioned() {
        return versioned.values();
    }

    /** The one that is applied once, of that version. */
    public Optional<MigrationFile> versioned(Version version) {
        return Optional.ofNullable(versioned.get(version));
    }

    /** The one that undoes that version. */
    public Optional<MigrationFile> undoing(Version version) {
        return Optional.ofNullable(undoing.get(version));
    }

    /** Those that undo, in the order of their versions. */
    public Collection<MigrationFile> undoing() {
        return undoing.values();
    }

    /** The baselines, in the order of their versions. */
    public Collection<MigrationFile> baselines() {
        return baselines.values();
    }

    /** The baseline of that version. */
    public Optional<MigrationFile> baseline(Version version) {
        return Optional.ofNullable(baselines.get(version));
    }

    /** The newest baseline, up to {@code most} where there is such a limit. */
    public Optional<MigrationFile> newestBaseline(Optional<Version> most) {
        var within = most.map(limit -> baselines.headMap(limit, true)).orElse(baselines);
        return within.isEmpty()
                ? Optional.empty()
                : Optional.of(within.lastEntry().getValue());
    }

    /** Those that are applied whenever they have changed, in the order of their names. */
    public Collection<MigrationFile> repeatable() {
        return repeatable.values();
    }

    /** The one of that name that is applied whenever it has changed. */
    public Optional<MigrationFile> repeatable(String name) {
        return Optional.ofNullable(repeatable.get(name));
    }

    /** All of them. */
    public List<MigrationFile> everything() {
        List<MigrationFile> all = new ArrayList<>(callbacks);
        all.addAll(versioned.values());
        all.addAll(undoing.values());
        all.addAll(baselines.values());
        all.addAll(repeatable.values());
        return all;
    }

    /** Those that run around others. */
    public List<MigrationFile> callbacks() {
        return callbacks;
    }

    /** Those that run at {@code when}, in the order of their names. */
    public List<MigrationFile> callbacks(Callback when) {
        return callbacks.stream()
                .filter(file -> file.name().equals(when.toString()))
                .toList();
    }

    /** The newest version there is a file for. */
    public Optional<Version> newest() {
        return versioned.isEmpty() ? Optional.empty() : Optional.of(versioned.lastKey());
    }
}
