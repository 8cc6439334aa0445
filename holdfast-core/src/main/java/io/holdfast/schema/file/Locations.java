package io.holdfast.schema.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the files of migrations in the folders where they are kept. */
public final class Locations {
    private static final Pattern FORM = Pattern.compile("([VUB])([0-9][0-9._]*?)(__(.*))?\\.sql|R__(.+)\\.sql");
    private static final Pattern MEANT = Pattern.compile("(?i)[VUB][0-9].*|R_.*");
    private static final String SUFFIX = ".sql";
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final List<Path> folders;
    private final FileProblems problems;
    private final TextPlaceholders placeholders;

    private Locations(List<Path> folders, Map<String, String> placeholders, FileProblems problems) {
        this.folders = folders;
        this.problems = problems;
        this.placeholders = new TextPlaceholders(placeholders, problems);
    }

    /**
     * Reads every file in {@code folders}, those in folders of theirs included.
     *
     * @param placeholders what stands for names in them
     * @param further what there is beside the files
     * @param problems takes what is wrong
     */
    public static MigrationFiles read(
            List<Path> folders, Map<String, String> placeholders, List<MigrationFile> further, FileProblems problems) {
        return new Locations(folders, placeholders, problems).read(further);
    }

    private MigrationFiles read(List<MigrationFile> further) {
        List<MigrationFile> files = new ArrayList<>(further);
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                problems.add(folder.toString(), "no such folder; expected the files of the migrations there");
                continue;
            }
            try (Stream<Path> all = Files.walk(folder)) {
                all.filter(path -> path.toString().endsWith(SUFFIX))
                        .filter(Files::isRegularFile)
                        .sorted()
                        .forEach(path -> read(folder, path).ifPresent(files::add));
            } catch (IOException | UncheckedIOException failure) {
                problems.add(folder.toString(), "it cannot be listed: " + failure.getMessage());
            }
        }
        return MigrationFiles.of(files, problems);
    }

    private Optional<MigrationFile> read(Path folder, Path path) {
        String script = folder.relativize(path).toString().replace('\\', '/');
        String name = path.getFileName().toString();
        Matcher form = FORM.matcher(name);
        if (!form.matches()) {
            String word = name.substring(0, name.length() - SUFFIX.length()).replaceFirst("__.*", "");
            Optional<Callback> callback = Callback.of(word);
            if (callback.isPresent()) {
                return text(script, path).map(text -> callback(script, path, callback.get(), text));
            }
            if (Callback.isUnknown(word)) {
                problems.add(script, "it is a callback that is not run here; expected one of %s".formatted(known()));
            }
            if (MEANT.matcher(name).matches()) {
                problems.add(
                        script,
                        "its name is not that of a migration; expected V12__words.sql, U12__words.sql, B12__words.sql or"
                                + " R__words.sql, with two underscores");
            }
            return Optional.empty();
        }
        Optional<Version> version =
                Optional.ofNullable(form.group(2)).filter(Version::isOne).map(Version::of);
        if (form.group(2) != null && version.isEmpty()) {
            problems.add(script, "%s is no version; expected numbers and dots".formatted(form.group(2)));
            return Optional.empty();
        }
        return text(script, path).map(text -> migration(script, path, form, version, text));
    }

    private static String known() {
        return Arrays.stream(Callback.values()).map(Callback::toString).collect(Collectors.joining(", "));
    }

    private MigrationFile callback(String script, Path path, Callback callback, String text) {
        return file(script, path, FileKind.CALLBACK, Optional.empty(), callback.toString(), text);
    }

    private MigrationFile migration(String script, Path path, Matcher form, Optional<Version> version, String text) {
        FileKind kind = FileKind.of(form.group().charAt(0)).orElseThrow();
        String words = kind == FileKind.REPEATABLE ? form.group(5) : form.group(4);
        return file(script, path, kind, version, words == null ? "" : words.replace('_', ' '), text);
    }

    private MigrationFile file(
            String script, Path path, FileKind kind, Optional<Version> version, String name, String text) {
        FileOptions options = options(script, path, text);
        String replaced = options.placeholders() ? placeholders.replace(script, text) : text;
        Fingerprint plain = Fingerprint.of(text);
        Fingerprint print = kind == FileKind.REPEATABLE ? Fingerprint.of(replaced) : plain;
        return new MigrationFile(
                kind, version, name, script, options, replaced, print, plain.checksum(), Optional.empty());
    }

    private FileOptions options(String script, Path path, String text) {
        var reader = new OptionsReader(script, problems);
        reader.comments(text);
        Path beside = path.resolveSibling(path.getFileName() + ".conf");
        if (Files.exists(beside)) {
            text(script + ".conf", beside).ifPresent(lines -> reader.sidecar(script + ".conf", lines));
        }
        return reader.options();
    }

    private Optional<String> text(String script, Path path) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes)
                    .toString();
            return Optional.of(!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text);
        } catch (CharacterCodingException otherwise) {
            problems.add(script, "it is not in UTF-8; expected that, with or without a byte order mark");
        } catch (IOException failure) {
            problems.add(script, "it cannot be read: " + failure.getMessage());
        }
        return Optional.empty();
    }
}
