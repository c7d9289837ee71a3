package dev.poemcp.poe.browser.page;

import java.io.IOException;
import java.io.InterruptedIOException;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Runs requests to the site's own host in the page, and passes all others on, which carry no credential. */
final class PageInterceptor implements Interceptor {
    private final HttpUrl base;
    private final PageSupplier pages;

    PageInterceptor(HttpUrl base, PageSupplier pages) {
        this.base = base;
        this.pages = pages;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        var request = chain.request();
        var url = request.url();
        if (!url.host().equals(base.host())
                || url.port() != base.port()
                || !url.scheme().equals(base.scheme())) {
            return chain.proceed(request);
        }
        var exchange = new PageExchange(page(), request);
        chain.call().addEventListener(new EventListener() {
            @Override
            public void canceled(Call call) {
                exchange.cancel();
            }
        });
        if (chain.call().isCanceled()) {
            exchange.cancel();
        }
        return exchange.run();
    }

    private PageConnection page() throws IOException {
        try {
            return pages.page();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
