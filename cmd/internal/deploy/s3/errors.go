package s3

import (
	"errors"
	"io/fs"
	"net/http"

	"github.com/minio/minio-go/v7"

	"artsfactory/cmd/internal/deploy"
	"artsfactory/cmd/internal/public"
	"artsfactory/cmd/internal/source"
)

// status is the HTTP status of an error of the store, or 0.
func status(err error) int {
	var e minio.ErrorResponse
	if errors.As(err, &e) {
		return e.StatusCode
	}
	return 0
}

// describe says in plain words what the store will not do, however often it is asked (the codes are those of Amazon's
// "Error responses"). Nothing of a request is in it: neither key nor signature.
func (b *Bucket) describe(err error) error {
	var e minio.ErrorResponse
	if !errors.As(err, &e) {
		return err
	}
	said := errors.New(e.Code)
	switch e.Code {
	case "PreconditionFailed":
		return deploy.ErrChanged
	case "NoSuchKey", "NotFound", "404 Not Found":
		return fs.ErrNotExist
	case "NoSuchBucket", "InvalidBucketName":
		return &public.Error{
			What: source.Msg("there is no bucket %q", "il n’y a pas de bucket « %s »", b.bucket),
			Hint: source.Msg("make it in the console of the store; AWS_ENDPOINT_URL says which store is asked",
				"créez-le dans la console de l’hébergeur ; AWS_ENDPOINT_URL dit à qui l’on s’adresse"),
			Err: said,
		}
	case "SignatureDoesNotMatch":
		return deploy.WrongSecret(said, source.Msg("AWS_SECRET_ACCESS_KEY is not the one of this AWS_ACCESS_KEY_ID",
			"AWS_SECRET_ACCESS_KEY n’est pas celui de cet AWS_ACCESS_KEY_ID"))
	case "InvalidAccessKeyId", "XAdminUserNotFound", "Unauthorized":
		return deploy.WrongSecret(said, source.Msg("the store does not know AWS_ACCESS_KEY_ID",
			"l’hébergeur ne connaît pas AWS_ACCESS_KEY_ID"))
	case "ExpiredToken", "TokenRefreshRequired", "InvalidToken", "RequestExpired":
		return deploy.WrongSecret(said, source.Msg("they have expired: ask for new ones, AWS_SESSION_TOKEN included",
			"ils ont expiré : demandez-en de nouveaux, AWS_SESSION_TOKEN compris"))
	case "RequestTimeTooSkewed":
		return &public.Error{
			What: source.Msg("the clock of this machine and that of the store differ too much",
				"l’horloge de cette machine et celle de l’hébergeur diffèrent trop"),
			Hint: source.Msg("set the clock, its date and time zone included",
				"réglez l’horloge, date et fuseau compris"),
			Err: said,
		}
	case "XMinioStorageFull", "InsufficientCapacity", "QuotaExceeded", "StorageFull":
		return deploy.NoSpace(said)
	case "AuthorizationHeaderMalformed", "PermanentRedirect":
		return &public.Error{
			What: source.Msg("the bucket is in another region", "le bucket est dans une autre région"),
			Hint: source.Msg("set AWS_REGION to %s", "donnez à AWS_REGION la valeur %s", e.Region),
			Err:  said,
		}
	case "NotImplemented":
		return noConditions(said)
	}
	switch e.StatusCode {
	case http.StatusForbidden:
		return deploy.NotPermitted(said)
	case http.StatusInsufficientStorage:
		return deploy.NoSpace(said)
	}
	return err
}

func noConditions(err error) error {
	return &public.Error{
		What: source.Msg("the store cannot do what publishing needs", "l’hébergeur ne sait pas ce qu’il faut ici"),
		Hint: source.Msg("it has to write on condition (If-Match): Amazon S3, Cloudflare R2 and MinIO do",
			"il doit savoir écrire sous condition (If-Match) : Amazon S3, Cloudflare R2 et MinIO le savent"),
		Err: err,
	}
}
