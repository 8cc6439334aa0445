package io.holdfast.app.check;

import io.holdfast.engine.Engine.Fact;
import io.holdfast.engine.Engine.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether Holdfast's own files have a place on this machine; only looks. */
public final class HomeFacts {
    private static final long LITTLE = 100L << 20;

    private HomeFacts() {}

    /** What there is to say of {@code home}, which may not be there yet. */
    public static List<Fact> of(Path home) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("home", home.toString(), Level.OK, ""));
        Path there = home.toAbsolutePath();
        while (there != null && Files.notExists(there)) {
            there = there.getParent();
        }
        boolean usable = there != null && Files.isDirectory(there) && Files.isWritable(there);
        facts.add(new Fact(
                "home-writable",
                usable ? "yes" : "no",
                usable ? Level.OK : Level.ERROR,
                usable ? "" : "let home name a folder that this user may write to"));
        if (usable && there != null) {
            facts.add(space(there));
        }
        return facts;
    }

    private static Fact space(Path folder) {
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            return new Fact(
                    "home-free-space",
                    "%d MiB".formatted(free >> 20),
                    free < LITTLE ? Level.WARNING : Level.OK,
                    free < LITTLE ? "make room on the disk that home is on" : "");
        } catch (IOException failure) {
            return new Fact("home-free-space", "unknown", Level.WARNING, "see whether the disk that home is on works");
        }
    }
}
