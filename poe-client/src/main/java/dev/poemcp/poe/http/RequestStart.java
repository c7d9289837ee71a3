package dev.poemcp.poe.http;

import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Request;

/** Records whether a request has started to be sent. */
public final class RequestStart {
    private final AtomicBoolean started = new AtomicBoolean();

    /** The same request, observed; for the client of {@link Http}. */
    public Request observe(Request request) {
        return request.newBuilder().tag(RequestStart.class, this).build();
    }

    /** The request is handed to whatever sends it; from now on it may have arrived. */
    public static void sending(Request request) {
        var start = request.tag(RequestStart.class);
        if (start != null) {
            start.started.set(true);
        }
    }

    /** False: no byte of the request was sent. */
    public boolean mayHaveArrived() {
        return started.get();
    }

    static final class StartListener extends EventListener {
        @Override
        public void requestHeadersStart(Call call) {
            sending(call.request());
        }
    }
}
