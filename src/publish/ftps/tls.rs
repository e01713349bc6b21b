//! TLS for FTP: whom we trust, and how sessions are reused.
//!
//! A certificate that a public authority vouches for is trusted, renewed as often as it may be. Any other is known by its
//! fingerprint, as a host key is, once somebody has looked at it; or by the authority that the city names in a file.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use suppaftp::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use suppaftp::rustls::client::{Resumption, WebPkiServerVerifier};
use suppaftp::rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use suppaftp::rustls::pki_types::pem::PemObject;
use suppaftp::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use suppaftp::rustls::version::{TLS12, TLS13};
use suppaftp::rustls::{AlertDescription, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use suppaftp::{FtpError, RustlsFtpStream};

use super::{Connector, Refusal, lost_or_other};
use crate::publish::pins::{fingerprint, is_same};

/// Which versions of TLS are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tls {
    /// 1.2: one session serves any number of data connections, as servers demand that want to know who is there
    /// (`require_ssl_reuse` of vsftpd). In 1.3 a ticket serves one, and an upload, which reads nothing, gets no new ones.
    Reusable,
    /// 1.3, for servers that know nothing else.
    Newest,
}

/// Why a connection could not be secured.
pub enum Failure {
    /// The server does not speak this version.
    Version,
    /// Anything else.
    Refused(Refusal),
}

impl Failure {
    /// Why, to whoever has no other version to offer.
    pub fn into_refusal(self) -> Refusal {
        match self {
            Self::Version => Refusal::NoTls("TLS 1.2, TLS 1.3".to_owned()),
            Self::Refused(refusal) => refusal,
        }
    }
}

/// Which servers are trusted.
pub struct Trust {
    provider: Arc<CryptoProvider>,
    vouchers: Arc<WebPkiServerVerifier>,
    /// The city's own authority, where it names one: then no other counts, and nobody is asked.
    authority: Option<String>,
    /// The certificates of that file: a server's own may be among them.
    named: Arc<Vec<CertificateDer<'static>>>,
    /// By which somebody has come to know it.
    known: Option<String>,
    /// By which site.yaml says it is to be known: then nothing else counts.
    demanded: Option<String>,
}

impl Trust {
    /// Whom to trust. `authority`: a file of certificates; `known` and `demanded`: fingerprints.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn new(authority: Option<PathBuf>, known: Option<String>, demanded: Option<String>) -> Result<Self, Refusal> {
        let provider = Arc::new(ring::default_provider());
        let (mut roots, mut named) = (RootCertStore::empty(), Vec::new());
        if let Some(file) = &authority {
            let unreadable = |reason: String| Refusal::Authority { file: file.display().to_string(), reason };
            let certificates = CertificateDer::pem_file_iter(file).map_err(|error| unreadable(error.to_string()))?;
            for certificate in certificates {
                let certificate = certificate.map_err(|error| unreadable(error.to_string()))?;
                named.push(certificate.clone());
                roots.add(certificate).map_err(|error| unreadable(error.to_string()))?;
            }
        } else {
            roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        }
        let vouchers = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider)).build();
        let file = authority.as_ref().map(|file| file.display().to_string()).unwrap_or_default();
        let vouchers =
            vouchers.map_err(|error| Refusal::Authority { file: file.clone(), reason: error.to_string() })?;
        let authority = authority.map(|_| file);
        Ok(Self { provider, vouchers, authority, named: Arc::new(named), known, demanded })
    }

    /// Secures a connection whose server has said no more than its greeting.
    ///
    /// # Errors
    /// See [`Failure`].
    pub fn secure(&self, plain: RustlsFtpStream, host: &str, tls: Tls) -> Result<RustlsFtpStream, Failure> {
        let refused = Arc::new(Mutex::new(None));
        let judge = Judge {
            provider: Arc::clone(&self.provider),
            vouchers: Arc::clone(&self.vouchers),
            authority: self.authority.clone(),
            named: Arc::clone(&self.named),
            known: self.known.clone(),
            demanded: self.demanded.clone(),
            refused: Arc::clone(&refused),
        };
        let versions = match tls {
            Tls::Reusable => [&TLS12],
            Tls::Newest => [&TLS13],
        };
        let config = ClientConfig::builder_with_provider(Arc::clone(&self.provider)).with_protocol_versions(&versions);
        let other = |reason: String| Failure::Refused(Refusal::Other { path: host.to_owned(), reason });
        let mut config = config
            .map_err(|error| other(error.to_string()))?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(judge))
            .with_no_client_auth();
        // A store of its own for each connection: its data channels resume its session and no other's.
        config.resumption = Resumption::in_memory_sessions(8);
        let secured = plain.into_secure(Connector::from(Arc::new(config)), host);
        secured.map_err(|error| {
            let refusal = refused.lock().unwrap_or_else(PoisonError::into_inner).take();
            refusal.map_or_else(|| failure(error), Failure::Refused)
        })
    }
}

fn failure(error: FtpError) -> Failure {
    match error {
        FtpError::ConnectionError(error) => {
            let tls = error.get_ref().and_then(|error| error.downcast_ref::<Error>());
            match tls {
                Some(Error::AlertReceived(AlertDescription::ProtocolVersion) | Error::PeerIncompatible(_)) => {
                    Failure::Version
                }
                Some(other) => Failure::Refused(Refusal::NoTls(other.to_string())),
                None => Failure::Refused(Refusal::Lost(error.to_string())),
            }
        }
        FtpError::UnexpectedResponse(reply) if reply.status.code() / 100 == 5 => {
            Failure::Refused(Refusal::NoTls(super::said(&reply)))
        }
        other => Failure::Refused(lost_or_other(other)),
    }
}

/// Looks at certificates, and remembers why one was refused.
#[derive(Debug)]
struct Judge {
    provider: Arc<CryptoProvider>,
    vouchers: Arc<WebPkiServerVerifier>,
    authority: Option<String>,
    named: Arc<Vec<CertificateDer<'static>>>,
    known: Option<String>,
    demanded: Option<String>,
    refused: Arc<Mutex<Option<Refusal>>>,
}

impl Judge {
    fn refuse(&self, refusal: Refusal) -> Error {
        let words = refusal.to_string();
        *self.refused.lock().unwrap_or_else(PoisonError::into_inner) = Some(refusal);
        Error::General(words)
    }
}

impl ServerCertVerifier for Judge {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let shown = fingerprint(end_entity);
        if let Some(known) = &self.demanded {
            return if is_same(known, &shown) {
                Ok(ServerCertVerified::assertion())
            } else {
                Err(self.refuse(Refusal::Changed { known: known.clone(), fingerprint: shown }))
            };
        }
        let error = match self.vouchers.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now) {
            Ok(verified) => return Ok(verified),
            Err(error) => error,
        };
        Err(self.refuse(match (&self.authority, &self.known) {
            (Some(_), _) if self.named.iter().any(|named| **named == **end_entity) => {
                return Ok(ServerCertVerified::assertion());
            }
            (Some(file), _) => Refusal::Authority { file: file.clone(), reason: error.to_string() },
            (None, Some(known)) if is_same(known, &shown) => return Ok(ServerCertVerified::assertion()),
            (None, Some(known)) => Refusal::Changed { known: known.clone(), fingerprint: shown },
            (None, None) => Refusal::Stranger { fingerprint: shown },
        }))
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
