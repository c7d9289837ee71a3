package dev.poemcp.poe.site.session;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.Upload;
import dev.poemcp.poe.http.HttpResult;
import dev.poemcp.poe.http.NoResponseException;
import dev.poemcp.poe.site.graphql.ResponseClassifier;
import dev.poemcp.poe.site.http.MultipartEncoding;
import dev.poemcp.poe.site.negotiation.Gate;
import dev.poemcp.poe.site.negotiation.GateNegotiation;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Request;

/** Uploads one file and returns its token: three dotted parts, somewhere in the response. */
final class FileUploader {
    private static final String PATH = "/api/finish_upload_POST";
    private static final Pattern TOKEN = Pattern.compile("[\\w-]{4,}\\.[\\w-]{4,}\\.[\\w-]{4,}");

    private final SessionComponents session;
    private final MultipartEncoding multipart;
    private final Duration limit;

    FileUploader(SessionComponents session, MultipartEncoding multipart, Duration limit) {
        this.session = session;
        this.multipart = multipart;
        this.limit = limit;
    }

    /** An upload costs nothing, so its failures never mean that points are spent. */
    String token(Upload file) {
        var response = session.gates().run(GateNegotiation.Need.WRITE, new GateNegotiation.Attempt<HttpResult>() {
            @Override
            public Optional<HttpResult> tryWith(Gate gate) {
                return exchange(file, gate);
            }

            @Override
            public boolean proves(HttpResult result) {
                return true;
            }
        });
        var token = TOKEN.matcher(response.text());
        if (token.find()) {
            return token.group();
        }
        throw new PoeException(new PoeFailure.UnexpectedResponse(
                "poe.com gave no token for the file \"" + file.name() + "\".", Spend.NONE));
    }

    private Optional<HttpResult> exchange(Upload file, Gate gate) {
        var request = new Request.Builder()
                .url(session.requests().url(PATH))
                .headers(session.requests().browserHeaders())
                .header("poe-formkey", gate.signedKey())
                .post(multipart.single(file))
                .build();
        try {
            var response = session.exchange().plain(request, limit);
            if (ResponseClassifier.isRefusal(response)) {
                return Optional.empty();
            }
            session.classifier().failureOf(response).ifPresent(failure -> {
                throw new PoeException(failure);
            });
            return Optional.of(response);
        } catch (NoResponseException problem) {
            throw new PoeException(session.classifier().noResponse("upload", problem), problem);
        }
    }
}
