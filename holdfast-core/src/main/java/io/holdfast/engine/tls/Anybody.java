package io.holdfast.engine.tls;

import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Accepts every certificate: encryption is demanded, whoever it is with. */
class Anybody extends X509ExtendedTrustManager {

    /** Told of what a server shows. */
    void saw(X509Certificate[] chain) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
        saw(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
        saw(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
        saw(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
