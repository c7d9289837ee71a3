package dev.poemcp.server.protocol.stateless;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that violates the protocol. */
public final class RequestRejection extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final int HEADER_MISMATCH = -32020;
    static final int MISSING_CAPABILITY = -32021;
    static final int UNSUPPORTED_VERSION = -32022;

    private final int code;
    private final transient @Nullable Object data;

    RequestRejection(int code, String message) {
        this(code, message, null);
    }

    RequestRejection(int code, String message, @Nullable Object data) {
        super(message, null, false, false);
        this.code = code;
        this.data = data;
    }

    static RequestRejection missing(Map<String, ?> capabilities) {
        return new RequestRejection(
                MISSING_CAPABILITY,
                "Missing required client capability.",
                Map.of("requiredCapabilities", capabilities));
    }

    int code() {
        return code;
    }

    @Nullable
    Object data() {
        return data;
    }
}
