package dev.poemcp.poe.proxy;

import java.net.URI;
import okhttp3.Authenticator;
import okhttp3.Credentials;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/** Responds once to a proxy's 407 with the user and password of its URL (RFC 7617). */
public final class ProxyAuthenticator implements Authenticator {
    private static final String HEADER = "Proxy-Authorization";

    private final ProxySettings settings;

    public ProxyAuthenticator(ProxySettings settings) {
        this.settings = settings;
    }

    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response response) {
        URI proxy = settings.proxy();
        String userInfo = proxy == null ? null : proxy.getUserInfo();
        if (userInfo == null || response.request().header(HEADER) != null) {
            return null;
        }
        String[] parts = userInfo.split(":", 2);
        return response.request()
                .newBuilder()
                .header(HEADER, Credentials.basic(parts[0], parts.length == 2 ? parts[1] : ""))
                .build();
    }
}
