"""`manage.py import_registro FILE…`: brings in what exists, all or nothing; 0 done, 1 faults found, 2 wrong call."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archivio.exceptions import FileRefusedError
from core.italiano import show_count, show_number
from core.progress import Bar
from distretti.importazione.libro import Libro, open_libro
from distretti.importazione.rapporto import Esito, Rapporto
from procedimenti.actions.importazione.libro import TUTTI_I_FOGLI, Lettura, build_modello, import_libro, read_libro

_SHOWN = {
    Esito.NUOVO: ("nuovo", "nuovi"),
    Esito.CAMBIATO: ("cambiato", "cambiati"),
    Esito.UGUALE: ("già presente", "già presenti"),
}


class Command(BaseCommand):
    help = (
        "Importa atti, voci, aderenti e istanze che già esistono, da una cartella di lavoro .xlsx, da file .csv o da"
        f" una cartella di .csv, con i fogli {', '.join(TUTTI_I_FOGLI)}. O tutto o niente; ripetuta, non cambia nulla."
        " Esce con 0 se ha fatto (o non c’era nulla da fare), 1 se i file hanno errori, 2 se è chiamata male."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="*", type=Path, help="Un .xlsx, uno o più .csv, o la loro cartella.")
        parser.add_argument("--dry-run", action="store_true", help="Mostra le differenze e non scrive nulla.")
        parser.add_argument("--modello", type=Path, metavar="OUT.xlsx", help="Scrive il modello da riempire, e basta.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["modello"]:
            self._write_modello(options["modello"])
        elif not options["file"]:
            raise CommandError("Indica almeno un file da importare, o --modello.", returncode=2)
        else:
            self._import(options["file"], prova=options["dry_run"])

    def _write_modello(self, path: Path) -> None:
        try:
            path.write_bytes(build_modello())
        except OSError as error:
            raise CommandError(f"Non riesco a scrivere {path}: {error.strerror}.", returncode=2) from error
        self.stdout.write(f"Scritto {path.name}: riempilo e poi importalo, prima con --dry-run.")

    def _import(self, paths: list[Path], *, prova: bool) -> None:
        for path in paths:
            if not path.exists():
                raise CommandError(f"Il file {path} non c’è.", returncode=2)
        try:
            libro = open_libro(paths, nomi=TUTTI_I_FOGLI)
            lettura = read_libro(libro)
        except FileRefusedError as error:
            self.stderr.write(self.style.ERROR(error.messaggio))
            sys.exit(1)
        self._tell_ignored(libro, lettura)
        bar = Bar(total=lettura.steps, label="Importazione", stream=self.stderr)
        rapporto = import_libro(lettura=lettura, file=libro.file, prova=prova, advance=bar.advance)
        bar.close()
        self._tell(rapporto, prova=prova)

    def _tell_ignored(self, libro: Libro, lettura: Lettura) -> None:
        for foglio in libro.ignorati:
            self.stdout.write(f"Il foglio «{foglio}» non è fra quelli da importare: lo salto.")
        for nome, letto in lettura.letti.items():
            for colonna in letto.ignorate:
                self.stdout.write(f"Foglio {nome}: la colonna «{colonna}» non è fra quelle previste, e la salto.")

    def _tell(self, rapporto: Rapporto, *, prova: bool) -> None:
        if rapporto.errori:
            for errore in rapporto.errori:
                self.stderr.write(self.style.ERROR(str(errore)))
            found = show_count(len(rapporto.errori), "errore", "errori")
            self.stderr.write(f"{found}: non ho scritto nulla. Correggili nel file e riprova.")
            sys.exit(1)
        for novita in rapporto.differenze:
            self.stdout.write(str(novita))
        for foglio, counts in rapporto.counts().items():
            parts = [f"{show_number(n)} {_SHOWN[e][n != 1]}" for e in Esito if (n := counts[e])]
            self.stdout.write(f"{foglio}: {', '.join(parts)}.")
        if not rapporto.differenze:
            self.stdout.write("Il registro ha già tutto: non c’è nulla da fare.")
        elif prova:
            self.stdout.write("È una prova: non ho scritto nulla.")
        else:
            self.stdout.write("Importazione fatta.")
