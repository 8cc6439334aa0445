package io.holdfast.flag;

import io.holdfast.disk.Disk;
import io.holdfast.disk.DiskFile;
import io.holdfast.testkit.ForwardingDisk;
import java.io.IOException;

/** The disk of this machine, which takes everything and, while it fails, does not promise to keep it. */
final class UnforcedDisk extends ForwardingDisk {
    private volatile boolean failing;

    UnforcedDisk() {
        super(Disk.local());
    }

    void fail(boolean now) {
        failing = now;
    }

    @Override
    protected DiskFile watched(DiskFile file) {
        return new Opened(file) {
            @Override
            public void force() throws IOException {
                if (failing) {
                    throw new IOException("the disk does not answer");
                }
                super.force();
            }
        };
    }
}
