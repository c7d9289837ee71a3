package dev.poemcp.server.transport.http;

import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** One request and the way to answer it. */
record Exchange(Request request, Reply reply) {
    HttpFields headers() {
        return request.getHeaders();
    }

    @Nullable
    String header(String name) {
        return request.getHeaders().get(name);
    }

    boolean hasJson() {
        var type = header(HttpHeader.CONTENT_TYPE.asString());
        return type != null && "application/json".equalsIgnoreCase(MimeTypes.getContentTypeWithoutCharset(type));
    }

    /** Whether the client lists the type among what it accepts, or accepts anything. */
    boolean accepts(String type) {
        var all = request.getHeaders().getQualityCSV(HttpHeader.ACCEPT);
        var family = type.substring(0, type.indexOf('/') + 1) + "*";
        return all.stream().anyMatch(each -> {
            var name = each.contains(";") ? each.substring(0, each.indexOf(';')).trim() : each;
            return name.equalsIgnoreCase(type) || name.equals("*/*") || name.equalsIgnoreCase(family);
        });
    }

    CallerHeaders caller() {
        return new CallerHeaders(
                text(CallerHeaders.P_B),
                text(CallerHeaders.P_LAT),
                text(CallerHeaders.FORMKEY),
                text(CallerHeaders.API_KEY));
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(header(name)).map(String::trim).filter(value -> !value.isEmpty());
    }
}
