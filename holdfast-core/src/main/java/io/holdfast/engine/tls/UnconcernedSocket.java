package io.holdfast.engine.tls;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;

/** Does not mind that the other side has hung up while it speaks: what that side said before is still to be read. */
final class UnconcernedSocket extends Socket {

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(byte[] bytes, int start, int length) throws IOException {
                try {
                    out.write(bytes, start, length);
                } catch (SocketException hungUp) {
                    if (isClosed()) {
                        throw hungUp;
                    }
                }
            }
        };
    }
}
